import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from '../cache-folder.ts';
import { environment } from '../environment.ts';
import { onPorts, type Ports } from '../ports.ts';
import { type Supervised, supervise } from '../supervise.ts';

export type MailCatcherService = { readonly smtpUrl: string; readonly webUrl: string; readonly part: Supervised };

/** Starts the mail catcher on the data folder's remembered ports; what it catches stays in `<dataDir>/mails`. */
export const startMailCatcher = async (dataDir: string, ports: Ports, log: Log): Promise<MailCatcherService> => {
  const folder = join(dataDir, 'mails');
  await mkdir(folder, { recursive: true });
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  return onPorts(ports, ['smtp', 'mail-web'], async (smtpPort, webPort) => {
    const part = await supervise(
      {
        name: 'Mailfangeren',
        command: {
          file: process.execPath,
          args: [main, String(smtpPort), String(webPort), folder],
          env: environment,
        },
        logFile: join(dataDir, 'logs', 'mail-catcher.log'),
        ready: (running) => running.line(/^ready$/m),
        stopSignal: 'SIGTERM',
        stopLimitMs: 1_000,
        ipc: true,
      },
      log,
    );
    return { smtpUrl: `smtp://127.0.0.1:${smtpPort}`, webUrl: `http://127.0.0.1:${webPort}`, part };
  });
};
