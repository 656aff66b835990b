import type { Instant } from '../time.ts';
import {
  type CustomerField,
  type CustomerFields,
  customerFieldNames,
  fieldsFrom,
  hasOwnName,
} from './fields.ts';

/** A change of the cloud's that the till comes to know. One that does not stand was overruled at once by the till's own, later one. */
export type FieldChange = {
  readonly field: CustomerField;
  readonly before: string;
  readonly after: string;
  readonly stands: boolean;
};

export type Merged = {
  readonly fields: CustomerFields;
  /** What of it the cloud does not have yet. */
  readonly toSend: readonly CustomerField[];
  readonly changes: readonly FieldChange[];
};

type Verdict = { readonly value: string; readonly change: FieldChange | null };

/**
 * Both sides changed a customer since the cloud was last heard (`base`): field by field, whoever changed it last. The cloud has one time
 * for all of a customer, so a field the till changed after that was changed later for certain; otherwise the cloud's is taken.
 */
export function mergeCustomer(
  sides: { readonly base: CustomerFields; readonly local: CustomerFields; readonly cloud: CustomerFields },
  times: {
    readonly localAt: (field: CustomerField) => Instant;
    readonly cloudAt: Instant;
  },
): Merged {
  const { base, local, cloud } = sides;
  return merged(cloud, (field) => {
    const [was, ours, theirs] = [base[field], local[field], cloud[field]];
    if (theirs === was) return { value: ours, change: null };
    if (theirs === ours) return { value: ours, change: null };
    if (ours === was || times.localAt(field) <= times.cloudAt)
      return { value: theirs, change: { field, before: ours, after: theirs, stands: true } };
    return { value: ours, change: { field, before: was, after: theirs, stands: false } };
  });
}

/**
 * The till made somebody whom the cloud turns out to know. What the shop already wrote there stays; the till fills in what is missing.
 */
export function joinCustomer(local: CustomerFields, cloud: CustomerFields): Merged {
  return merged(cloud, (field) => {
    const [ours, theirs] = [known(local, field), known(cloud, field)];
    if (ours === '' || ours === theirs) return { value: cloud[field], change: null };
    if (theirs === '') return { value: ours, change: null };
    return { value: theirs, change: { field, before: ours, after: theirs, stands: true } };
  });
}

/** What a side really knows: a phone that stands in for a name is no name. */
function known(fields: CustomerFields, field: CustomerField): string {
  return field === 'name' && !hasOwnName(fields) ? '' : fields[field];
}

function merged(cloud: CustomerFields, judge: (field: CustomerField) => Verdict): Merged {
  const verdicts = new Map(customerFieldNames.map((field) => [field, judge(field)]));
  const resultOf = (field: CustomerField) => verdicts.get(field)?.value ?? cloud[field];
  return {
    fields: fieldsFrom(resultOf),
    toSend: customerFieldNames.filter((field) => resultOf(field) !== cloud[field]),
    changes: [...verdicts.values()].flatMap(({ change }) => change ?? []),
  };
}
