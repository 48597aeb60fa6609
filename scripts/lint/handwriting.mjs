// One way to write what could be written in several.

/** Private members: the keyword also works for parameters of constructors and the properties of Lit's elements. */
export const privateMembers = {
  selector: 'PrivateIdentifier',
  message: 'Write private members with the keyword `private`, not with #.',
};

/**
 * Constants of a module: camelCase, and PascalCase for schemas, which share the name of their type.
 * @type {import('eslint').Linter.RulesRecord}
 */
export const constantNames = {
  '@typescript-eslint/naming-convention': [
    'error',
    { selector: 'variable', modifiers: ['const', 'global'], format: ['camelCase', 'PascalCase'] },
  ],
};
