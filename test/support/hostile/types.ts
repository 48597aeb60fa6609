import fc from 'fast-check';
import { raw } from './raw';

/** Every type of JSON where another one belongs, and objects with the names that every object has. */
export const hostileTypes = fc.constantFrom(
  ...[
    ...[
      'null',
      'true',
      'false',
      '0',
      '1',
      '""',
      '"text"',
      '[]',
      '{}',
      '[[]]',
      '[null]',
      '[{}]',
      '[1,"a",{}]',
    ],
    ...[
      '{"id":{}}',
      '{"id":null}',
      '{"type":"constructor"}',
      '{"type":"__proto__","__proto__":{"grader":{}}}',
    ],
    '{"__proto__":{"status":"succeeded"},"constructor":{"prototype":1},"toString":1,"hasOwnProperty":true}',
    '{"constructor":1,"num_epochs":2,"toString":"x","valueOf":null,"then":3,"length":-1,"n_epochs":-1}',
    '{"nEpochs":1,"n_epochs":2,"NEpochs":3,"":4,"a b":5}',
    '{"type":"dpo","dpo":{"hyperparameters":{"beta":{}},"grader":[]},"hyperparameters":[]}',
    '{"message":{},"code":[],"param":1}',
    '[{"type":"wandb","wandb":[]},{"type":"wandb","tags":[1,null,{}]},{"type":1}]',
    '[{"type":"job_complete","created_at":{}},{"name":1,"data":[]},null,"x"]',
  ].map(raw),
);
