// Serves Kinesis on the loopback interface only, and ends with the process that has started it.
const net = require('net');
const path = require('path');

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (options, ...more) {
  // The server names a port and no host, which would be every interface of the machine.
  return typeof options === 'object'
    ? listen.call(this, { ...options, host: '127.0.0.1' }, ...more)
    : listen.call(this, options, '127.0.0.1', ...more.filter((each) => typeof each === 'function'));
};

process.stdin.on('end', () => process.exit(0)).resume();

// It reads its certificate from the folder that it runs in.
const home = path.join(__dirname, 'node_modules', 'kinesis-local');
process.chdir(home);
require(path.join(home, 'main.js'));
