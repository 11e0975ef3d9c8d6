/** The embedded object store as a program of its own, because its class path clashes with everyone's. */
package pinpipe.stack.store;
