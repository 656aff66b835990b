import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputOf } from '../../../contracts/procedures.ts';
import type { PrinterView } from '../../../contracts/views/printers.ts';
import { cutKinds, plainProfileFor, printerRoles } from '../../../domain/printing/printer.ts';
import { testIds } from '../../test-ids.ts';
import { Choice } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyButton } from '../../ui/key-button.tsx';
import { AddressFields, isAddress } from './address-fields.tsx';

export type PrinterDraft = InputOf<'printers:add'>;

type PrinterFormProps = {
  readonly title: string;
  readonly start: PrinterDraft;
  /** The others of this machine, any of which may stand in. */
  readonly printers: readonly PrinterView[];
  readonly busy: boolean;
  readonly onSave: (draft: PrinterDraft) => void;
  readonly onClose: () => void;
};

const papers = ['80', '58'] as const;
const heads = { '80': ['576', '512'], '58': ['384'] } as const;
const bands = ['24', '64', '128', '256'] as const;
const nobody = 'none';

type LetterChoice = 'drawn' | 'tcvn-30' | 'tcvn-49' | 'ascii';
type Letters = PrinterDraft['profile']['letters'];

/** Drawn letters print on everything; the others are for slow lines, by the pages two families of makes give them. */
const letterChoices: readonly LetterChoice[] = ['drawn', 'tcvn-30', 'tcvn-49', 'ascii'];
const lettersOf: { readonly [C in LetterChoice]: Letters } = {
  drawn: undefined,
  'tcvn-30': { kind: 'tcvn-3', smallPage: 30, capitalPage: 31 },
  'tcvn-49': { kind: 'tcvn-3', smallPage: 49, capitalPage: 50 },
  ascii: { kind: 'ascii' },
};

function letterChoiceOf(letters: Letters): LetterChoice {
  if (letters === undefined) return 'drawn';
  if (letters.kind === 'ascii') return 'ascii';
  return letters.smallPage === 49 ? 'tcvn-49' : 'tcvn-30';
}

function withLetters({ letters: _, ...profile }: PrinterDraft['profile'], choice: LetterChoice) {
  const letters = lettersOf[choice];
  return letters === undefined ? profile : { ...profile, letters };
}

/** What an owner says of a printer: its name, what it is for, its paper, and how bytes for it are made. */
export function PrinterForm({ title, start, printers, busy, onSave, onClose }: PrinterFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<PrinterDraft>(() => ({
    name: start.name,
    connection: start.connection,
    profile: start.profile,
    roles: start.roles,
    fallbackId: start.fallbackId,
  }));
  const { profile, roles, connection } = draft;
  const isWhole = draft.name.trim() !== '' && (connection.kind !== 'network' || isAddress(connection));
  const set = (change: Partial<PrinterDraft>) => setDraft({ ...draft, ...change });
  const setProfile = (change: Partial<PrinterDraft['profile']>) =>
    set({ profile: { ...profile, ...change } });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      width={1040}
      confirm={{
        label: t('devices.printers.save'),
        act: () => onSave(draft),
        disabled: busy || !isWhole,
      }}
    >
      <div className="printer-form">
        <div className="printer-place">
          <TextInput
            label={t('devices.form.name')}
            value={draft.name}
            maxLength={60}
            autoFocus
            data-testid={testIds.printerName}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          {connection.kind === 'network' ? (
            <AddressFields
              address={connection}
              onChange={(address) => set({ connection: { kind: 'network', ...address } })}
            />
          ) : null}
        </div>
        <fieldset className="choice">
          <legend className="entry-label">{t('devices.form.roles')}</legend>
          <div className="choice-options">
            {printerRoles.map((role) => {
              const isOn = roles.includes(role);
              return (
                <KeyButton
                  key={role}
                  pressed={isOn}
                  testId={testIds.printerRole(role)}
                  onClick={() =>
                    set({ roles: isOn ? roles.filter((other) => other !== role) : [...roles, role] })
                  }
                >
                  {isOn ? '☑' : '☐'} {t(`devices.roles.${role}`)}
                </KeyButton>
              );
            })}
          </div>
        </fieldset>
        <p className="muted settings-hint">{t('devices.form.rolesHint')}</p>
        <div className="printer-form-pair">
          <Choice
            label={t('devices.form.paper')}
            value={profile.paper}
            options={papers.map((value) => ({ value, label: t('settings.paperMm', { mm: value }) }))}
            testIdOf={(value) => testIds.printerChoice('paper', value)}
            onChange={(paper) => setProfile({ paper, dots: plainProfileFor(paper).dots })}
          />
          <Choice
            label={t('devices.form.dots')}
            value={profile.dots.toString()}
            options={heads[profile.paper].map((value) => ({ value, label: value }))}
            testIdOf={(value) => testIds.printerChoice('dots', value)}
            onChange={(value) => setProfile({ dots: Number(value) as PrinterDraft['profile']['dots'] })}
          />
          <Choice
            label={t('devices.form.bands')}
            value={profile.bandRows.toString()}
            options={bands.map((value) => ({ value, label: value }))}
            testIdOf={(value) => testIds.printerChoice('bands', value)}
            onChange={(value) => setProfile({ bandRows: Number(value) })}
          />
        </div>
        <Choice
          label={t('devices.form.cut')}
          value={profile.cut}
          options={cutKinds.map((value) => ({ value, label: t(`devices.cuts.${value}`) }))}
          testIdOf={(value) => testIds.printerChoice('cut', value)}
          onChange={(cut) => setProfile({ cut })}
        />
        <Choice
          label={t('devices.form.letters')}
          value={letterChoiceOf(profile.letters)}
          options={letterChoices.map((value) => ({ value, label: t(`devices.letters.${value}`) }))}
          testIdOf={(value) => testIds.printerChoice('letters', value)}
          onChange={(value) => set({ profile: withLetters(profile, value) })}
        />
        {printers.length === 0 ? null : (
          <Choice
            label={t('devices.form.standIn')}
            value={draft.fallbackId ?? nobody}
            options={[
              { value: nobody, label: t('devices.facts.none') },
              ...printers.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            testIdOf={(value) => testIds.printerChoice('fallback', value)}
            onChange={(value) => set({ fallbackId: value === nobody ? null : value })}
          />
        )}
      </div>
    </Dialog>
  );
}
