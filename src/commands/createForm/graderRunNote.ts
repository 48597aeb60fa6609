import { t } from '@vscode/l10n';
import type { GraderRun } from '../../api/wire/graderRun';
import type { FormNote } from '../../shared/createFormProtocol';
import type { Format } from '../../shared/format';

/** Source: OpenAI's specification, `RunGraderResponse`. A kind that is not here is called by its name. */
const errorTexts: Readonly<Record<string, string>> = {
  formula_parse_error: t('The formula cannot be read.'),
  sample_parse_error: t('The answer cannot be read as the grader expects it.'),
  truncated_observation_error: t('What the grader is given was cut off.'),
  unresponsive_reward_error: t('The grader did not respond with a score.'),
  invalid_variable_error: t('A template names something that the row or the answer does not have.'),
  other_error: t('The grader failed.'),
  python_grader_server_error: t('The provider could not run the Python grader.'),
  python_grader_runtime_error: t('The Python grader failed.'),
  model_grader_server_error: t('The grading model could not be reached.'),
  model_grader_refusal_error: t('The grading model refused to grade.'),
  model_grader_parse_error: t('The response of the grading model has no score that can be read.'),
};

/** What a grader made of an answer: its score, and what went wrong. */
export function noteOfRun({ reward, errors, details, parts }: GraderRun, format: Format): FormNote {
  const scores = Object.entries(parts).map(([name, score]) => `${name}: ${format.metric(score)}`);
  const lines = [
    reward === null ? t('No score') : t('Score: {0}', format.metric(reward)),
    ...(scores.length > 1 ? [scores.join(' · ')] : []),
    ...errors.map((kind) => errorTexts[kind] ?? kind),
    ...details,
  ];
  const level = errors.length > 0 ? 'error' : reward === null ? 'warning' : 'good';
  return { level, text: lines.join('\n') };
}
