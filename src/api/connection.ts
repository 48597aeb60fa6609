import * as z from 'zod';

/** The wires that the extension speaks; `local` is the engine that comes with it. */
export const dialectIds = [
  'openai',
  'azure',
  'together',
  'mistral',
  'fireworks',
  'llmariner',
  'localai',
  'legacy',
  'local',
] as const;
export type DialectId = (typeof dialectIds)[number];

const httpUrl = z
  .string()
  .refine(isHttpUrl, 'must be an http or https address without user name or password');

/** One entry of the setting `fineTuning.connections`. A key is never part of it. */
export const Connection = z.object({
  name: z.string().trim().min(1).max(100),
  dialect: z.enum(dialectIds),
  /** May be left out for `local` alone: the engine of this window. */
  baseUrl: httpUrl.optional(),
  organization: z.string().optional(),
  project: z.string().optional(),
  apiVersion: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** The environment variable that holds the key; otherwise it is in secret storage. */
  apiKeyEnv: z.string().optional(),
});
export type Connection = z.infer<typeof Connection>;

function isHttpUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}
