/** Why the engine does not start, in words for whoever started it. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
