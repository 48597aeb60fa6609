/** What an error says, for a sentence that has a full stop of its own. */
export function withoutStop(message: string): string {
  return message.trim().replace(/[.!]{1,3}$/, '');
}
