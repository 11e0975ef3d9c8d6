/** The main classes: options in, exit code out. Nothing else may import them. */
package pinpipe.etl.job;
