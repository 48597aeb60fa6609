import { isObject, type JsonObject, toText } from '../wire/values';
import type { LiveEvent, LiveMemory } from './live';

/** Characters of a line that are read, and numbers in one. */
const maxLineLength = 8_000;
const maxValues = 200;

/** Of the whole run, which would be taken for the loss of the last step, how long what took, and how much was read. */
const notMeasured = /^train_loss$|_(?:runtime|per_second)$|^total_flos$|^consumed_train_/;

/**
 * The bar that Transformers' trainer draws by tqdm, ` 10%|█         | 10/100 [00:12<01:48,  1.20s/it]`. Others say
 * before the percentage what they count.
 */
const bar = /^\s*\d{1,3}%\|[^|]*\| *(\d+)\/(\d+) \[/;
/** `'loss': 1.23`; Transformers 5 quotes the number. A digit fits in one place alone: of many, each would be tried in all. */
const pair =
  /['"]([\w/@. -]{1,100})['"]\s*:\s*['"]?([-+]?(?:\d+(?:\.\d*)?(?:e[-+]?\d+)?|nan|inf))['"]?\s*(?=[,}])/gi;
/** `'global_step/max_steps': '3/90'`, beside what was measured there. */
const place = /['"]global_step\/max_steps['"]\s*:\s*['"](\d+)\/(\d+)['"]/;

/**
 * A line of a program's log, `{"data": "…", "timestamp": "…"}`. What a trainer measures is a dictionary of Python in a
 * line of its own, without the number of the step: the bar beside it has that. Where none is drawn, what is counted is
 * how often losses were logged. Sources: `printer_callback.py` and `ProgressCallback` of Transformers 4.57 and 5.18.
 * ms-swift writes the step into the dictionary (its README, `global_step/max_steps`).
 */
export function toLogReport({ data: event }: LiveEvent, memory: LiveMemory): unknown {
  if (!isObject(event)) return null;
  const whole = toText(event['data']);
  if (whole === null) return null;
  let measured: JsonObject | null = null;
  let isBar = false;
  let said = '';
  for (const part of whole.slice(0, maxLineLength).split('\r')) {
    if (part.trim() === '') continue;
    isBar = readBar(part, memory);
    if (isBar) continue;
    said = part;
    measured = measuredIn(part, memory) ?? measured;
  }
  const total = memory.get('total');
  const step = memory.get('step');
  if (said === '' && !isBar) return null;
  return {
    created_at: event['timestamp'],
    message: said === '' ? null : said,
    data: measured ?? (said === '' ? { step, total_steps: total } : null),
    progress: total === undefined || step === undefined ? null : step / total,
  };
}

/**
 * What is measured in a line of which those before it are not known; null: nothing, or it does not say at which step.
 */
export function toPlacedMeasurement(line: string): JsonObject | null {
  const memory: LiveMemory = new Map();
  const measured = measuredIn(line.slice(0, maxLineLength), memory);
  return memory.has('total') ? measured : null;
}

/** Whether it is one; that of the training is the first, and those with the same end: an evaluation has its own. */
function readBar(text: string, memory: LiveMemory): boolean {
  const [, step, total] = bar.exec(text) ?? [];
  if (step === undefined || total === undefined) return false;
  const known = memory.get('total') ?? Number(total);
  if (Number(total) !== known || known === 0 || Number(step) > known) return true;
  memory.set('total', known);
  memory.set('step', Number(step));
  return true;
}

function measuredIn(text: string, memory: LiveMemory): JsonObject | null {
  const line = text.trim();
  if (!/^\{['"].*\}$/s.test(line)) return null;
  const found = [...line.matchAll(pair)].slice(0, maxValues);
  const values = found.flatMap(([, name = '', value = '']) =>
    notMeasured.test(name) ? [] : [[name, numberIn(value)] as const],
  );
  const isTraining = values.some(([name]) => name === 'loss');
  const isEvaluation = values.some(([name]) => name.startsWith('eval_'));
  if (!isTraining && !isEvaluation) return null;
  const [, step, total] = place.exec(line) ?? [];
  if (step !== undefined && Number(total) > 0) memory.set('step', Number(step)).set('total', Number(total));
  return { ...placeOf(isTraining, memory), ...Object.fromEntries(values) };
}

function placeOf(isTraining: boolean, memory: LiveMemory): JsonObject {
  const logged = (memory.get('logged') ?? 0) + (isTraining ? 1 : 0);
  memory.set('logged', logged);
  const total = memory.get('total');
  return total === undefined ? { step: logged } : { step: memory.get('step'), total_steps: total };
}

/** As text where it is none that JSON has: that a run diverged is worth knowing. */
function numberIn(text: string): number | string {
  const value = Number(text);
  return Number.isNaN(value) ? text : value;
}
