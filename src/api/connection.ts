import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { isObject } from './wire/values';

/** The wires that the extension speaks; `local` is the engine that comes with it. */
export const dialectIds = [
  'openai',
  'azure',
  'together',
  'mistral',
  'fireworks',
  'nebius',
  'bedrock',
  'bedrock-customization',
  'huggingface',
  'vertex',
  'llmariner',
  'localai',
  'unsloth',
  'dashscope',
  'legacy',
  'local',
] as const;
export type DialectId = (typeof dialectIds)[number];

const maxNameLength = 100;
const notText = t('must be text');
const httpUrl = z
  .string(notText)
  .check(z.refine(isHttpUrl, t('must be an http or https address without user name or password')));
const optionalText = z.optional(z.string(notText));
/** Texts of a command, and characters of each. */
const maxWords = 100;
const maxWordLength = 4_000;
const command = z
  .array(z.string(notText), t('must be a list of texts'))
  .check(z.refine(isCommand, t('must name a program, then its arguments, each a text of its own')));

/** One entry of the setting `fineTuning.connections`. A key is never part of it. */
export const Connection = z.object(
  {
    name: z
      .string(notText)
      .check(
        z.trim(),
        z.minLength(1, t('is empty')),
        z.maxLength(maxNameLength, t('is longer than {0} characters', maxNameLength)),
      ),
    dialect: z.enum(dialectIds, t('must be one of {0}', dialectIds.join(', '))),
    /** May be left out where the dialect knows the address, and for `local`: the engine of this window. */
    baseUrl: z.optional(httpUrl),
    organization: optionalText,
    project: optionalText,
    apiVersion: optionalText,
    headers: z.optional(z.custom<Record<string, string>>(isTextMap, t('must map names to text'))),
    /** The environment variable that holds the key; otherwise it is in secret storage. */
    apiKeyEnv: optionalText,
    /** The program that prints the key, then its arguments. It is run without a shell, and wins over secret storage. */
    tokenCommand: z.optional(command),
  },
  t('must be an object'),
);
export type Connection = z.infer<typeof Connection>;

function isTextMap(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((each) => typeof each === 'string');
}

function isCommand([program, ...rest]: readonly string[]): boolean {
  const isWord = (text: string) => text.length <= maxWordLength && !text.includes('\0');
  if (program === undefined || program.trim() === '') return false;
  return rest.length < maxWords && [program, ...rest].every(isWord);
}

/** Whether it can be the address of a connection. */
export function isHttpUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}
