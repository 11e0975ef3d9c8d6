/** Where rows come from and go: sessions, stores, landed objects, Delta and Parquet tables. Knows no table and no rule. */
package pinpipe.etl.io;
