/**
 * Runs the services alone, without web and workers: `serve.ts DATA_FOLDER`. Prints the addresses as shell assignments on stdout
 * and keeps them running until SIGINT or SIGTERM.
 */
import { startServices } from './start-services.ts';

const main = async (): Promise<void> => {
  const [dataDir = '.sagsgang/services'] = process.argv.slice(2);
  if (dataDir.startsWith('-')) throw new Error('Brug: npm run services -- [MAPPE]');
  const services = await startServices({ dataDir, log: console.error });
  console.error(`Lager: ${services.storeName}`);
  console.log(`export MONGODB_URI='${services.mongodbUri}'`);
  console.log(`export REDIS_URL='${services.redisUrl}'`);
  console.log(`export SMTP_URL='${services.smtpUrl}'`);
  console.log(`export MAIL_CATCHER_URL='${services.mailCatcherUrl ?? ''}'`);
  const stop = (): void => {
    services.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
