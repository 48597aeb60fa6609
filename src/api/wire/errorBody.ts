import * as z from 'zod/mini';
import { isObject, reading, text, toText } from './values';

const anything = z.optional(z.unknown());

/** The fields of an error, wherever they lie. */
const ErrorFields = z.object({ message: text, code: text, type: text, param: text });
type ErrorFields = z.infer<typeof ErrorFields>;

const none: ErrorFields = { message: null, code: null, type: null, param: null };

/**
 * What a refusal says, whatever envelope it comes in: OpenAI's `{error:{message,type,param,code}}`, a bare
 * `{error:"…"}`, a gRPC gateway's `{code,message,details}`, FastAPI's `{detail:"…"}` or `{detail:[{msg,loc}]}`. Every
 * field is null where it is not there or no text.
 */
export const ErrorBody = reading(
  z.looseObject({ error: anything, detail: anything }),
  (wire): ErrorFields => {
    const { error, detail } = wire;
    if (typeof error === 'string') return { ...none, message: toText(error) };
    if (Array.isArray(detail)) return { ...none, message: complaintsOf(detail) };
    const source = isObject(error) ? error : isObject(detail) ? detail : wire;
    const fields = ErrorFields.parse(source);
    return { ...fields, message: fields.message ?? toText(detail) };
  },
);
export type ErrorBody = z.infer<typeof ErrorBody>;

/** Of a body that is no JSON object nothing is known. */
export function readErrorBody(body: string): ErrorBody {
  try {
    return ErrorBody.safeParse(JSON.parse(body)).data ?? none;
  } catch {
    return none;
  }
}

function complaintsOf(details: readonly unknown[]): string | null {
  const complaints = details
    .filter(isObject)
    .map((each) => toText(each['msg']))
    .filter((each) => each !== null);
  return complaints.length > 0 ? complaints.join('; ') : null;
}
