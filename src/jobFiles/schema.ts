import { t } from '@vscode/l10n';
import { dialectIds } from '../api/connection';

/** The part of JSON Schema that job files need. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Of other names than those of `properties`: what their values are, or that there are none. */
  readonly additionalProperties?: Schema | false;
  /** Of names that are likely written here and are none: what is said of them. It is no part of JSON Schema. */
  readonly misplaced?: Readonly<Record<string, string>>;
  /** Each of another type. */
  readonly anyOf?: readonly Schema[];
}

/** Jobs that one file may create. */
export const maxJobs = 50;
/** Characters of a text, but for metadata and those that become part of an address. */
const maxTextLength = 1_000;

const text: Schema = { type: 'string', minLength: 1, maxLength: maxTextLength };
const several = (items: Schema): Schema => ({
  anyOf: [items, { type: 'array', items, minItems: 1, maxItems: maxJobs, uniqueItems: true }],
});
const texts: Schema = { type: 'object', additionalProperties: { type: 'string', maxLength: maxTextLength } };
const data: Schema = {
  anyOf: [text, { type: 'object', properties: { id: text }, required: ['id'], additionalProperties: false }],
};
const value: Schema = { anyOf: [{ type: 'number' }, text, { type: 'boolean' }] };
const values: Schema = {
  anyOf: [
    ...(value.anyOf ?? []),
    { type: 'array', items: value, minItems: 1, maxItems: maxJobs, uniqueItems: true },
  ],
};

const inMethod = t('hyperparameters and a grader stand directly in “method”');

/**
 * What a job file must be, whatever the provider: `schemas/finetune.schema.json` is this, for VS Code's editor of JSON.
 * Bounds are left out there: what is beyond them is marked once, by us.
 * Bounds of metadata are those of OpenAI's specification (`Metadata`: 16 pairs, of which one marks the job as sent from
 * here; keys up to 64 characters, values up to 512), of a seed those of its `CreateFineTuningJobRequest`.
 */
export const jobFileSchema: Schema = {
  type: 'object',
  properties: {
    $schema: { type: 'string' },
    connection: text,
    provider: { type: 'string', enum: dialectIds },
    model: several(text),
    trainingFile: data,
    validationFile: data,
    method: {
      type: 'object',
      properties: {
        type: { type: 'string', enum: ['supervised', 'dpo', 'reinforcement'] },
        hyperparameters: { type: 'object', additionalProperties: values },
        grader: { type: 'object' },
      },
      required: ['type'],
      additionalProperties: false,
      // As OpenAI's request has them (`FineTuneMethod`).
      misplaced: { supervised: inMethod, dpo: inMethod, reinforcement: inMethod },
    },
    suffix: text,
    seed: several({ type: 'integer', minimum: 0, maximum: 2_147_483_647 }),
    metadata: { type: 'object', additionalProperties: { type: 'string', maxLength: 512 } },
    integrations: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          type: text,
          project: text,
          name: text,
          entity: text,
          tags: { type: 'array', items: text },
        },
        required: ['type'],
        additionalProperties: false,
      },
    },
    settings: texts,
    otherFields: { type: 'object' },
  },
  required: ['model', 'trainingFile'],
  additionalProperties: false,
};
