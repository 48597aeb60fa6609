import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prettyJson } from '../../../src/views/prettyJson';

describe('JSON made readable', () => {
  it('has a line a value', () => {
    assert.equal(
      prettyJson('{"a":[1,{"b":null}],"c":{},"d":[ ]}'),
      '{\n  "a": [\n    1,\n    {\n      "b": null\n    }\n  ],\n  "c": {},\n  "d": []\n}',
    );
  });

  it('keeps every value as it was written', () => {
    const json = '{"n":1.0,"big":12345678901234567890,"e":1E+2,"s":"a\\u00e9\\"{[:,]}","":"\\\\"}';
    assert.equal(prettyJson(json).replace(/\n */g, '').replaceAll('": ', '":'), json);
  });

  it('says the same as before, for any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        assert.deepEqual(JSON.parse(prettyJson(json)), JSON.parse(json));
        assert.equal(prettyJson(prettyJson(json)), prettyJson(json));
      }),
    );
  });

  it('loses nothing of text that is no JSON', () => {
    assert.equal(prettyJson('<html> "open'), '<html>"open');
    assert.equal(prettyJson(''), '');
  });
});
