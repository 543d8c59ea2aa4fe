/** Something that a person must do before this machine can run the service: its message is one clear line in Danish. */
export class SetupError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'SetupError';
  }
}
