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
  'llmariner',
  'localai',
  'unsloth',
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
  },
  t('must be an object'),
);
export type Connection = z.infer<typeof Connection>;

function isTextMap(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((each) => typeof each === 'string');
}

/** Whether it can be the address of a connection. */
export function isHttpUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}
