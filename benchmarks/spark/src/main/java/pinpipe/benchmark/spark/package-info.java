/** The rivals that need Spark, and what compares their tables with ours; each main class is a process of its own. */
package pinpipe.benchmark.spark;
