import { t } from '@vscode/l10n';
import { isObject } from '../../api/wire/values';
import { type At, at, type Findings, inside, pathText, type Place } from '../findings';
import type { CheckFor, Row } from './format';

/** Source: OpenAI's specification, `FunctionObject`. */
const functionName = /^[\w-]{1,64}$/;
/** Source: OpenAI's specification, `functions` of a chat. */
const maxFunctions = 128;

/**
 * The names of the functions that a request offers to its model; null: it says nothing of any, so anything can be called.
 * A list of tools may be empty, as in the example of OpenAI's guide to direct preference optimization.
 *
 * @param place of the object that has the messages too: the row, or the input of a preference
 */
export function checkTools(request: Row, found: Findings, place: Place = null): ReadonlySet<string> | null {
  const parallel = request['parallel_tool_calls'];
  if (parallel !== undefined && typeof parallel !== 'boolean') {
    const path = inside(place, 'parallel_tool_calls');
    found.error('type', path, t('{0} is neither true nor false', pathText(path)));
  }
  if (request['tools'] === undefined && request['functions'] === undefined) return null;
  const tools = at(request, place, 'tools');
  const functions = at(request, place, 'functions');
  const names = new Set<string>();
  for (const tool of tools.value == null || isEmptyList(tools) ? [] : (found.items(tools) ?? [])) {
    const name = checkTool(tool, found);
    if (name !== null) noteName(names, name, tool, found);
  }
  for (const each of functions.value == null ? [] : (found.items(functions) ?? [])) {
    const name = checkFunction(each, found);
    if (name !== null) noteName(names, name, each, found);
  }
  if (Array.isArray(functions.value) && functions.value.length > maxFunctions)
    found.error(
      'tools',
      functions.path,
      t('{0} has more than {1} items', pathText(functions.path), maxFunctions),
    );
  return names;
}

function isEmptyList({ value }: At): boolean {
  return Array.isArray(value) && value.length === 0;
}

function noteName(names: Set<string>, name: string, { path }: At, found: Findings): void {
  if (names.has(name))
    found.warning(
      'tools',
      path,
      t('{0} has the name {1} of another one', pathText(path), JSON.stringify(name)),
    );
  names.add(name);
}

function checkTool(tool: At, found: Findings): string | null {
  const object = found.object(tool);
  if (object === null) return null;
  checkIs(at(object, tool.path, 'type'), 'function', found);
  return checkFunction(at(object, tool.path, 'function'), found);
}

function checkFunction(each: At, found: Findings): string | null {
  const object = found.object(each);
  if (object === null) return null;
  const { value, path } = at(object, each.path, 'parameters');
  if (value != null && !isObject(value))
    found.error('type', path, t('{0} is not a JSON object', pathText(path)));
  return checkName(object, each.path, found);
}

/** @param path of the object that has the name */
function checkName(object: Row, path: Place, found: Findings): string | null {
  const name = found.text(object, path, 'name');
  if (name === null || functionName.test(name)) return name;
  const place = inside(path, 'name');
  found.error('tools', place, t('{0} is not 1 to 64 letters, digits, “_” and “-”', pathText(place)));
  return null;
}

/** That a field has the only value that it may have. */
function checkIs({ value, path }: At, expected: string, found: Findings): void {
  if (value === expected) return;
  const place = pathText(path);
  if (value === undefined) found.error('missing', path, t('{0} is missing', place));
  else found.error('value', path, t('{0} is not {1}', place, JSON.stringify(expected)));
}

/** By what calls are checked. */
interface CallRules {
  /** Functions that may be called; null: any. */
  readonly offered: ReadonlySet<string> | null;
  readonly wanted: CheckFor;
}

/** Calls that are to have results. */
export interface OpenCalls {
  /** Of those that have no result yet. */
  readonly ids: Set<string>;
  /** TRL's: what a result belongs to, the name of its function says. */
  readonly isWithoutIds: boolean;
}

/**
 * Calls of functions by an answer. Source: OpenAI's specification, `ChatCompletionMessageToolCall`. TRL's may have no ids.
 * Source: its guide to dataset formats, “Tool Calling” (huggingface.co/docs/trl/dataset_formats).
 */
export function checkToolCalls(calls: At, found: Findings, rules: CallRules): OpenCalls {
  const ids = new Set<string>();
  let isWithoutIds = false;
  for (const call of found.items(calls) ?? []) {
    const object = found.object(call);
    if (object === null) continue;
    if (object['id'] === undefined && isTrlCall(object, rules)) isWithoutIds = true;
    else {
      const id = found.text(object, call.path, 'id');
      if (id !== null) ids.add(id);
    }
    checkIs(at(object, call.path, 'type'), 'function', found);
    checkCalled(at(object, call.path, 'function'), found, rules);
  }
  return { ids, isWithoutIds };
}

/** Known by its arguments: OpenAI's are a text. */
function isTrlCall({ function: called }: Row, { wanted }: CallRules): boolean {
  return wanted.only !== 'openai' && isObject(called) && isObject(called['arguments']);
}

/**
 * The function that is called. Sources: for arguments as the text of JSON, OpenAI's specification of
 * `ChatCompletionMessageToolCall`; as an object, TRL's guide to dataset formats, “Tool Calling”, and Mistral's API
 * reference of `FunctionCall`, which takes both.
 */
export function checkCalled(called: At, found: Findings, { offered, wanted }: CallRules): void {
  const { path } = called;
  const object = found.object(called);
  if (object === null) return;
  const name = checkName(object, path, found);
  if (name !== null && offered?.has(name) === false) {
    const place = inside(path, 'name');
    const reason = t('{0} is {1}, which none of the tools is called', pathText(place), JSON.stringify(name));
    found.warning('toolCall', place, reason);
  }
  const place = inside(path, 'arguments');
  if (isObject(object['arguments']) && wanted.only !== 'openai') {
    const reason = t(
      '{0} is a JSON object: TRL and Mistral take that, OpenAI its text alone',
      pathText(place),
    );
    found.warning('toolCall', place, reason);
    return;
  }
  const text = found.text(object, path, 'arguments');
  if (text !== null && !isJsonObject(text)) {
    found.warning('toolCall', place, t('{0} is not the text of a JSON object', pathText(place)));
  }
}

/** A longer text is not parsed: it may be there with its beginning alone. */
const maxArguments = 100_000;

function isJsonObject(text: string): boolean {
  if (text.length > maxArguments) return true;
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}
