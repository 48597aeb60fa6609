/** The local engine does not respond because it does not run: it was stopped, cannot start, or has no place to run. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}
