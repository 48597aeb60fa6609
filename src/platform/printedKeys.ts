import { t } from '@vscode/l10n';
import type { Clock } from '../api/clock';
import type { Host } from './host';

/** Milliseconds that a key is used without asking for it again: how long it is valid its command does not say. */
const maxAge = 5 * 60_000;

interface PrintedKey {
  readonly key: Promise<string>;
  /** The key, once it is there. */
  value: string | null;
  /** On the monotonic clock; Infinity until it is there. */
  expiresAt: number;
  /** Requests that it was given to. */
  uses: number;
  wasRefused: boolean;
}

/** Keys that commands print. Each command runs once for all who want its key at the time. */
export class PrintedKeys {
  private readonly known = new Map<string, PrintedKey>();

  constructor(
    private readonly printedBy: Host['printedBy'],
    private readonly clock: Clock,
  ) {}

  /** Rejects with a sentence that says why there is none. */
  get(command: readonly string[]): Promise<string> {
    const name = JSON.stringify(command);
    const known = this.known.get(name);
    if (known !== undefined && !known.wasRefused && this.clock.monotonic() < known.expiresAt) {
      known.uses++;
      return known.key;
    }
    const printed = this.print(command);
    this.known.set(name, printed);
    printed.key.catch(() => {
      if (this.known.get(name) === printed) this.known.delete(name);
    });
    return printed.key;
  }

  /**
   * Forgets a key that a server refused. Whether another may be had: not of a command that has just printed this one,
   * which would print it again.
   */
  renew(command: readonly string[], refused: string): boolean {
    const known = this.known.get(JSON.stringify(command));
    if (known === undefined) return false;
    if (known.value !== refused) return true; // another request has had it renewed meanwhile
    known.wasRefused = true;
    return known.uses > 1;
  }

  private print(command: readonly string[]): PrintedKey {
    const printed: PrintedKey = {
      key: this.run(command).then((key) => {
        printed.value = key;
        printed.expiresAt = this.clock.monotonic() + maxAge;
        return key;
      }),
      ...{ value: null, expiresAt: Infinity, uses: 1, wasRefused: false },
    };
    return printed;
  }

  private async run(command: readonly string[]): Promise<string> {
    if (this.printedBy !== null) return this.printedBy(command);
    throw new Error(t('This kind of VS Code runs no program that could print the key (tokenCommand)'));
  }
}
