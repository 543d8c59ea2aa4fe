/** The mail catcher's process: `main.ts SMTP_PORT WEB_PORT FOLDER`, both ports on loopback. Prints `ready` when both listen. */
import * as z from 'zod';
import { openMailbox } from './mailbox.ts';
import { smtpServer } from './smtp.ts';
import { webServer } from './web.ts';

const port = z.coerce.number().int().min(1).max(65_535);
const argument = z.tuple([port, port, z.string().min(1)]);

const main = async (): Promise<void> => {
  const [smtpPort, webPort, folder] = argument.parse(process.argv.slice(2));
  const mailbox = await openMailbox(folder, () => new Date());
  const smtp = smtpServer(mailbox);
  const web = webServer(mailbox, smtp.behave);
  const stop = (): void => {
    web.closeAllConnections();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  // Whoever started it is gone.
  process.on('disconnect', stop);
  smtp.server.on('error', (error) => {
    if ('code' in error && error.code === 'EADDRINUSE') process.exit(1);
  });
  await Promise.all([
    new Promise<void>((resolve) => smtp.server.listen(smtpPort, '127.0.0.1', () => resolve())),
    new Promise<void>((resolve, reject) => web.once('error', reject).listen(webPort, '127.0.0.1', () => resolve())),
  ]);
  console.log('ready');
};

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
