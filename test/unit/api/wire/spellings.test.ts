import assert from 'node:assert/strict';
import { isSnakeCase, withSnakeCaseKeys } from '../../../../src/api/wire/spellings';

describe('withSnakeCaseKeys', () => {
  it('spells camelCase and PascalCase as the wire does', () => {
    assert.deepEqual(withSnakeCaseKeys({ createdAt: 1, FineTunedModel: 2, nEpochs2: 3 }), {
      created_at: 1,
      fine_tuned_model: 2,
      n_epochs2: 3,
    });
  });

  it('leaves keys that are no camel case', () => {
    const odd = { user_ID: 1, ABC: 2, abc: 3, 'two Words': 4, '1Two': 5, 'p@One': 6, '': 7 };
    assert.deepEqual(withSnakeCaseKeys({ ...odd, createdAt: 8 }), { ...odd, created_at: 8 });
    assert.equal(withSnakeCaseKeys(odd), odd);
  });

  it('prefers the key that is there in snake_case, wherever it stands', () => {
    assert.deepEqual(withSnakeCaseKeys({ createdAt: 1, created_at: 2 }), { created_at: 2 });
    assert.deepEqual(withSnakeCaseKeys({ created_at: 2, createdAt: 1 }), { created_at: 2 });
  });

  it('spells what lies within, but no deeper than any wire goes', () => {
    assert.deepEqual(withSnakeCaseKeys({ Error: { Code: 'x' }, list: [{ FileId: 1 }, 'FileId', [null]] }), {
      error: { code: 'x' },
      list: [{ file_id: 1 }, 'FileId', [null]],
    });
    const nested = (depth: number): object => (depth === 0 ? {} : { aB: nested(depth - 1) });
    assert.match(JSON.stringify(withSnakeCaseKeys(nested(1_000))), /^({"a_b":){5}({"aB":){995}/);
  });

  it('does not touch what is free-form', () => {
    const metadata = { teamName: 'blue' };
    for (const key of ['Metadata', 'metaData', 'Data', 'Metrics', 'Graders']) {
      const [value] = Object.values(withSnakeCaseKeys({ [key]: metadata }) as object);
      assert.equal(value, metadata);
    }
  });

  it('gives what is no object as it came', () => {
    const list = [{ createdAt: 1 }];
    assert.equal(withSnakeCaseKeys(list), list);
    assert.equal(withSnakeCaseKeys('createdAt'), 'createdAt');
    assert.equal(withSnakeCaseKeys(null), null);
  });

  it('keeps a key that is named as the prototype', () => {
    const raw = JSON.parse('{"__proto__": 1, "createdAt": 2}') as unknown;
    assert.equal(JSON.stringify(withSnakeCaseKeys(raw)), '{"__proto__":1,"created_at":2}');
  });

  it('spells no more keys than a job has, wherever they lie', () => {
    const many = Object.fromEntries(Array.from({ length: 4_999 }, (_, at) => [`keyNumber${String(at)}`, at]));
    const within = { ErrorText: 'x', InnerKey: [{ InnerKey: 1 }] };
    const read = withSnakeCaseKeys({ ...many, CreatedAt: 1, LastKey: 2, Inner: within }) as Record<
      string,
      unknown
    >;
    assert.equal(read['created_at'], 1);
    assert.equal(read['LastKey'], 2);
    assert.equal(read['Inner'], within);
  });

  it('spells an object before a long list in it', () => {
    const Events = Array.from({ length: 3_000 }, (_, at) => ({ Id: at, CreatedAt: 1, Message: 'x' }));
    const read = withSnakeCaseKeys({ Events, Status: 'running', Id: 'ftjob-1' }) as Record<string, unknown>;
    assert.deepEqual(Object.keys(read), ['events', 'status', 'id']);
  });

  it('spells keys of any length, and very many', () => {
    const many = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`keyNumber${String(at)}`, at]));
    const spelled = withSnakeCaseKeys(many) as Record<string, unknown>;
    assert.equal(spelled['key_number2999'], 2_999);
    assert.deepEqual(withSnakeCaseKeys({ [`a${'B'.repeat(200)}`]: 1 }), { [`a${'_b'.repeat(200)}`]: 1 });
  });
});

describe('isSnakeCase', () => {
  it('sees one other spelling among objects that look alike', () => {
    assert.equal(isSnakeCase({ id: 1, created_at: 2 }), true);
    assert.equal(isSnakeCase({ id: 1, created_at: 2 }), true);
    assert.equal(isSnakeCase({ id: 1, createdAt: 2 }), false);
    assert.equal(isSnakeCase({ id: 1, created_at: 2, finishedAt: 3 }), false);
    assert.equal(isSnakeCase({ created_at: 1, id: 2 }), true);
    assert.equal(isSnakeCase({}), true);
  });
});
