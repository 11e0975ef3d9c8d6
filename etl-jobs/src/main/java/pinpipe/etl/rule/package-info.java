/** What is done to a value: each rule is a function from column to column, named for what is true afterwards. */
package pinpipe.etl.rule;
