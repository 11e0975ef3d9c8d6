/** What is looked at before harm is done: each examination is a class, and says what it found and what to do about it. */
package pinpipe.etl.doctor;
