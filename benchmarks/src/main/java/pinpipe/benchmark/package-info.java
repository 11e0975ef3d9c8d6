/** What is measured, against whom: rivals run in turn on the same data, whole processes, and what came of it is printed as Markdown. */
package pinpipe.benchmark;
