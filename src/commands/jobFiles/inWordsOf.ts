import type { MethodType } from '../../api/dialects/dialect';
import { type DataName, dataNamed, nameOfData } from '../../jobFiles/dataName';
import type { JobFile, OneJob } from '../../jobFiles/jobFile';
import type { CreationOptions } from '../../jobs/source';
import { isUnset } from '../createJob/formFields';
import type { FilePlace } from './draftOfFile';

/**
 * What was requested for a job in the words of a job file: where both say the same in two ways, the file's way stands,
 * so that a comparison shows what differs.
 *
 * @param options of the provider of the job
 */
export function inWordsOf(
  file: JobFile,
  requested: OneJob,
  { id, methods }: Pick<CreationOptions, 'id' | 'methods'>,
  place: FilePlace,
): JobFile {
  const { connection, method, trainingFile, validationFile, ...others } = requested;
  const isUnsaid = file.method === undefined && isUsual(method, methods[0]);
  const data = (own: DataName | undefined, name: DataName) =>
    own !== undefined && isSameData(own, name, place) ? own : name;
  return {
    ...(file.$schema === undefined ? {} : { $schema: file.$schema }),
    ...(file.connection === undefined || connection === undefined ? {} : { connection }),
    ...(file.provider === undefined ? {} : { provider: id }),
    ...others,
    trainingFile: data(file.trainingFile, trainingFile),
    ...(validationFile === undefined ? {} : { validationFile: data(file.validationFile, validationFile) }),
    ...(isUnsaid || method === undefined ? {} : { method: withUnset(method, file) }),
  };
}

/** Whether a job has it that says nothing of its method. */
function isUsual(method: OneJob['method'], first: MethodType | undefined): boolean {
  return method?.type === first && method?.grader === undefined && method?.hyperparameters === undefined;
}

function isSameData(one: DataName, other: DataName, place: FilePlace): boolean {
  return JSON.stringify(shortest(one, place)) === JSON.stringify(shortest(other, place));
}

/** Of a file of this machine the path from the job file. */
function shortest(name: DataName, place: FilePlace): DataName {
  const data = dataNamed(name);
  const file = data.kind === 'path' ? place.toFile(data.path) : null;
  return file?.kind === 'local' ? nameOfData({ kind: 'path', path: place.toPath(file.uri) }) : name;
}

/** `auto` and what is left out are the same. */
function withUnset(method: NonNullable<OneJob['method']>, file: JobFile): NonNullable<JobFile['method']> {
  const own = Object.entries(file.method?.hyperparameters ?? {});
  const unset = own.filter(([, value]) => isUnset(String(value)));
  const hyperparameters = { ...Object.fromEntries(unset), ...method.hyperparameters };
  return Object.keys(hyperparameters).length === 0 ? method : { ...method, hyperparameters };
}
