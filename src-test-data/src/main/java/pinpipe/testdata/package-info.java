/** Rows for tests, demonstrations and benchmarks: invented from a seed, or read from a folder of JSON lines. */
package pinpipe.testdata;
