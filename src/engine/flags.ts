import { parseArgs } from 'node:util';
import type { ResultEncoding } from './jobs/writeResultFile';
import { StartError } from './startError';
import { isApiKey } from './store/keptApiKey';

/** What the engine is started with. */
export interface Flags {
  /** 0: any free one. */
  readonly port: number;
  readonly dataDirectory: string;
  /** Undefined: the one kept in the data directory. */
  readonly apiKey: string | undefined;
  /** A file that holds the key. */
  readonly apiKeyFile: string | undefined;
  readonly resultEncoding: ResultEncoding;
  /** A pause after each training step, in milliseconds. */
  readonly throttleMs: number;
  /** The engine ends when this process has gone. */
  readonly parentPid: number | undefined;
}

export const usage = `usage: engine --data-dir DIR [--port N] [--api-key-file FILE] [--result-encoding base64|plain]
              [--throttle MS] [--parent-pid PID]

  --data-dir DIR       where files, jobs and models are kept; one engine at a time
  --port N             on 127.0.0.1; 0, the default, takes any free one
  --api-key-file FILE  holds what clients must send; else FINE_TUNING_ENGINE_API_KEY of the environment;
                       else one is made and kept in DIR/api-key
  --api-key KEY        the same in the command line, where other users of the machine can see it
  --result-encoding E  how result files are served: base64 (default) or plain CSV
  --throttle MS        rests after each training step; 0, the default, does not
  --parent-pid PID     ends when that process has gone`;

/** Throws a `StartError` that names the flag at fault. */
export function parseFlags(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): Flags | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  if (!values['data-dir']) throw new StartError('--data-dir DIR is missing');
  const apiKeyFile = values['api-key-file'];
  const apiKey = keyOf(values['api-key'], apiKeyFile, environment[keyVariable]);
  const parent = values['parent-pid'];
  return {
    port: whole('--port', values.port ?? '0', 0, 65535),
    dataDirectory: values['data-dir'],
    apiKey,
    apiKeyFile,
    resultEncoding: encoding(values['result-encoding'] ?? 'base64'),
    throttleMs: whole('--throttle', values.throttle ?? '0', 0, 60_000),
    parentPid: parent === undefined ? undefined : whole('--parent-pid', parent, 1, 2 ** 31 - 1),
  };
}

/** Names the environment variable that may hold the key. */
export const keyVariable = 'FINE_TUNING_ENGINE_API_KEY';

/** A flag wins over the environment; both flags at once are a mistake. */
function keyOf(
  flag: string | undefined,
  file: string | undefined,
  variable: string | undefined,
): string | undefined {
  if (flag !== undefined && file !== undefined)
    throw new StartError('give --api-key or --api-key-file, not both');
  const key = flag ?? (file === undefined && variable !== '' ? variable : undefined);
  if (key === undefined || isApiKey(key)) return key;
  const name = flag === undefined ? keyVariable : '--api-key';
  throw new StartError(`${name} must be printable ASCII without spaces`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        'api-key': { type: 'string' },
        'api-key-file': { type: 'string' },
        'result-encoding': { type: 'string' },
        throttle: { type: 'string' },
        'parent-pid': { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function whole(flag: string, text: string, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw new StartError(`${flag} must be a whole number from ${String(min)} to ${String(max)}, not ${text}`);
}

function encoding(text: string): ResultEncoding {
  if (text === 'base64' || text === 'plain') return text;
  throw new StartError(`--result-encoding must be base64 or plain, not ${text}`);
}
