import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InputOf } from '../../../contracts/procedures.ts';
import { testIds } from '../../test-ids.ts';
import { Choice } from '../../ui/choice.tsx';

/** A customer as somebody types one; main says what is wrong with it. */
export type CustomerDraft = InputOf<'customers:edit'>['fields'];

export const emptyDraft: CustomerDraft = {
  name: '',
  phone: '',
  email: '',
  note: '',
  birthday: '',
  gender: '',
};

type TypedField = Exclude<keyof CustomerDraft, 'gender'>;

/** Phone first: it is what a customer is asked for, and what tells one from another. */
const fields: readonly { readonly name: TypedField; readonly maxLength: number; readonly wide?: true }[] = [
  { name: 'phone', maxLength: 40 },
  { name: 'name', maxLength: 150 },
  { name: 'email', maxLength: 150 },
  { name: 'birthday', maxLength: 10 },
  { name: 'note', maxLength: 500, wide: true },
];

const genders = ['', 'female', 'male'] as const;

type CustomerFormProps = {
  readonly draft: CustomerDraft;
  readonly onDraft: (draft: CustomerDraft) => void;
  readonly focus: TypedField;
};

export function CustomerForm({ draft, onDraft, focus }: CustomerFormProps) {
  const { t } = useTranslation();
  return (
    <div className="customer-form">
      {fields.map(({ name, maxLength, wide }) => (
        <TextInput
          key={name}
          className={wide === true ? 'customer-form-wide' : ''}
          label={t(`customers.fields.${name}`)}
          placeholder={name === 'birthday' ? t('customers.birthdayHint') : ''}
          value={draft[name]}
          maxLength={maxLength}
          autoComplete="off"
          autoFocus={name === focus}
          data-testid={testIds.customerField(name)}
          onChange={(event) => onDraft({ ...draft, [name]: event.currentTarget.value })}
        />
      ))}
      <div className="customer-form-wide">
        <Choice
          label={t('customers.fields.gender')}
          value={draft.gender}
          options={genders.map((value) => ({ value, label: t(`customers.genders.${value || 'unknown'}`) }))}
          testIdOf={(value) => testIds.customerGender(value || 'unknown')}
          onChange={(gender) => onDraft({ ...draft, gender })}
        />
      </div>
    </div>
  );
}
