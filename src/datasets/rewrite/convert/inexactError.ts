/** Why a row has no exact counterpart in another format: a sentence without its full stop. */
export class InexactError extends Error {
  override readonly name = 'InexactError';
}
