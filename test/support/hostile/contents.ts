import fc from 'fast-check';
import { Raw, raw } from './raw';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const csv = 'step,train_loss,valid_loss\n1,2.5,2.6\n2,1.5,\n3,nan,inf\n';

/** What a result file may hold: tables, and what only begins like one. */
export const hostileContents: fc.Arbitrary<Raw> = fc.constantFrom(
  raw(csv),
  raw(base64(csv)),
  ...[
    '',
    '\n',
    'step',
    'step\n',
    'step,step,step\n1,2,3\n',
    '\uFEFFstep,a\r\n1,2\r\n',
    '"step","a\n1,"",2',
  ].map(raw),
  ...[
    'step,__proto__,constructor,toString\n1,2,3,4\n',
    'step,a\n1e400,1\n-1,1\nNaN,1\nInfinity,2\n1.5,3\n',
  ].map(raw),
  ...[
    '<html>',
    '{"step":1}',
    `${base64(csv).slice(0, 20)}!!!`,
    'c3Rl',
    'step,a\n1,1e308\n2,-1e308\n3,1e-320\n',
  ].map(raw),
  new Raw('a table of 300 columns', () => {
    const names = Array.from({ length: 300 }, (_, at) => `metric_${String(at)}`);
    return `step,${names.join(',')}\n${`1${',2'.repeat(300)}\n`.repeat(20)}`;
  }),
  new Raw('20,000 steps backwards', () => {
    const steps = Array.from({ length: 20_000 }, (_, at) => `${String(20_000 - at)},1\n`);
    return `step,train_loss\n${steps.join('')}`;
  }),
  new Raw('a line of 1 MB', () => `step,a\n1,"${'x'.repeat(1_000_000)}`),
  new Raw('200 KB of quotes', () => `step,a\n${'"'.repeat(200_000)}`),
  new Raw('base64 of 400 KB', () => base64(`step,a\n${'1,2\n'.repeat(75_000)}`)),
);
