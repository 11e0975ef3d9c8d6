/**
 * What every command has in common: settings and where they come from, all problems reported at once, error sentences
 * and exit codes.
 */
package pinpipe.cli;
