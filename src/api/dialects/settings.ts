import { type JsonObject } from '../wire/values';

/** What a job reports of these settings, for its `job_settings`. */
export function settingsOf(raw: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => (raw[name] === undefined || raw[name] === null ? [] : [[name, raw[name]]])),
  );
}
