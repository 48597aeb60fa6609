import { execFile, type ExecFileException, type ExecFileOptionsWithStringEncoding } from 'node:child_process';
import { homedir } from 'node:os';
import path from 'node:path';
import { t } from '@vscode/l10n';
import { Redaction } from '../api/http/redaction';

/** Milliseconds that a command may take: it may have to ask a server for the key. */
const limitMs = 30_000;
/** Milliseconds after its end for which its outputs are read: a program that it has left running keeps them open. */
const outputMs = 500;
/** Bytes that it may print, into each of its outputs. */
const maxBytes = 64 * 1024;
/** Characters of its own error that are shown, and of its name. */
const maxErrorLength = 300;
const maxLineLength = 4_000;
const maxNameLength = 60;
/** Words of what it printed that are taken out of its error. */
const maxWords = 50;
/** What looks like a key: no word of a sentence, and no folder, is as long. */
const longWord = /[\w~+=.-]{40,}/g;
const secretOption = /pass|secret|token|key|auth/i;

/**
 * The key that a program prints: one word. Rejects with a sentence that has the first line of its own error, in which
 * nothing looks like a key, and never with what it printed or with its arguments.
 *
 * It runs without a shell, from the home folder rather than from that of a workspace, in which Windows would look for a
 * program of that name, and cannot ask for anything.
 */
export function printedBy(command: readonly string[], timeout = limitMs): Promise<string> {
  const [program = '', ...args] = command;
  const name = path.basename(program).slice(0, maxNameLength);
  const options: ExecFileOptionsWithStringEncoding = {
    ...{ encoding: 'utf8', timeout, maxBuffer: maxBytes, cwd: homedir() },
    ...{ killSignal: 'SIGKILL', windowsHide: true, shell: false },
  };
  return new Promise((resolve, reject) => {
    const whenEnded = (error: ExecFileException | null, stdout: string, stderr: string) => {
      const key = stdout.trim();
      if (error !== null)
        reject(new Error(failureOf(name, error, timeout, ownError(stderr, [key, ...args]))));
      else if (key === '') reject(new Error(t('{0} printed nothing where a key was expected', name)));
      else if (!/^[\x21-\x7e]+$/.test(key))
        reject(new Error(t('{0} printed something else than a key, which is one word', name)));
      else resolve(key);
    };
    try {
      const child = execFile(program, args, options, whenEnded);
      child.stdin?.on('error', () => undefined); // it may have ended before
      child.stdin?.end();
      child.once('exit', () => {
        const stop = setTimeout(() => {
          child.stdout?.destroy();
          child.stderr?.destroy();
        }, outputMs);
        child.once('close', () => {
          clearTimeout(stop);
        });
      });
    } catch {
      reject(new Error(t('{0} cannot be run', name))); // Windows' scripts, for one; the error would quote arguments
    }
  });
}

function failureOf(name: string, error: ExecFileException, timeout: number, own: string): string {
  if (error.code === 'ENOENT') return t('The program {0} was not found', name);
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return t('{0} printed far more than a key', name);
  if (error.killed === true) return t('{0} printed no key within {1} s', name, timeout / 1000);
  if (own !== '') return t('{0} printed no key: {1}', name, own);
  if (typeof error.code === 'number')
    return t('{0} printed no key and ended with code {1}', name, error.code);
  return t('{0} cannot be run', name);
}

/** The first line of what it says about itself, without keys. */
function ownError(stderr: string, words: readonly string[]): string {
  const line = stderr.split(/[\r\n]+/).find((each) => each.trim() !== '') ?? '';
  const redacted = secretsAmong(words).reduce(
    (text, secret) => new Redaction().for({ authorization: secret })(text),
    line.slice(0, maxLineLength),
  );
  return redacted.replace(longWord, '•••').trim().slice(0, maxErrorLength);
}

/** What it printed, and what of its arguments follows an option such as `--password`. */
function secretsAmong([printed = '', ...args]: readonly string[]): string[] {
  const given = args.flatMap((arg, at) => {
    const [option = '', ...value] = arg.split('=');
    if (value.length > 0) return secretOption.test(option) ? [value.join('=')] : [];
    return arg.startsWith('-') || !secretOption.test(optionBefore(args, at)) ? [] : [arg];
  });
  return [...given, ...printed.split(/\s+/).slice(0, maxWords)];
}

function optionBefore(args: readonly string[], at: number): string {
  const before = args[at - 1] ?? '';
  return before.startsWith('-') ? before : '';
}
