/** A mail server that takes every mail and keeps the last one. It is a process of its own, as a relay is. */
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

let last = Buffer.alloc(0);
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  disableReverseLookup: true,
  onData(stream, _session, done) {
    buffer(stream).then((mail) => {
      last = mail;
      done();
    }, done);
  },
});
server.listen(0, '127.0.0.1', () => process.send?.((server.server.address() as AddressInfo).port));
process.on('message', () => process.send?.(last));
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
