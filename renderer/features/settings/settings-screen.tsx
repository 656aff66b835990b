import {
  type Icon,
  IconBuildingBank,
  IconCash,
  IconDeviceDesktop,
  IconPrinter,
  IconReceipt,
  IconShieldCheck,
  IconShoppingCart,
} from '@tabler/icons-react';
import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffAction } from '../../../domain/staff.ts';
import { goHome } from '../../app/navigation.ts';
import { useApp, useTill } from '../../lib/app-state.ts';
import { showDone } from '../../lib/failures.ts';
import { useKeys } from '../../lib/keys.ts';
import { useStore } from '../../lib/store.ts';
import { useCall } from '../../lib/use-call.ts';
import { testIds } from '../../test-ids.ts';
import { KeyButton, keepFocus } from '../../ui/key-button.tsx';
import { Screen } from '../../ui/screen.tsx';
import { stepWithin } from '../../ui/virtual-rows.tsx';
import { type Draft, draftProblem, draftStore, patchOf, realChanges, SettingsContext } from './draft.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { CashSection, MachineSection, SellingSection } from './plain-sections.tsx';
import { PrinterSection } from './printer-section.tsx';
import { ReceiptSection } from './receipt-section.tsx';
import { RightsSection } from './rights-section.tsx';
import { TransferSection } from './transfer-section.tsx';
import '../../ui/office.css';
import './settings.css';

const sections: readonly {
  readonly id: string;
  readonly icon: Icon;
  readonly needs: StaffAction;
  readonly component: ComponentType;
}[] = [
  { id: 'receipt', icon: IconReceipt, needs: 'change-settings', component: ReceiptSection },
  { id: 'selling', icon: IconShoppingCart, needs: 'change-settings', component: SellingSection },
  { id: 'cash', icon: IconCash, needs: 'change-settings', component: CashSection },
  { id: 'transfer', icon: IconBuildingBank, needs: 'change-settings', component: TransferSection },
  { id: 'rights', icon: IconShieldCheck, needs: 'change-settings', component: RightsSection },
  { id: 'printer', icon: IconPrinter, needs: 'change-settings', component: PrinterSection },
  { id: 'machine', icon: IconDeviceDesktop, needs: 'change-settings', component: MachineSection },
];

const noChanges: Draft = {};

/** The shop's own rules. Changes are kept together and saved at once; leaving with unsaved ones asks first. */
export function SettingsScreen() {
  const { t } = useTranslation();
  const saved = useTill().settings;
  const { session } = useApp();
  const may = session?.may ?? [];
  const staffId = session?.staffId ?? '';
  const shown = sections.filter((section) => may.includes(section.needs));
  const [sectionId, setSectionId] = useState(shown[0]?.id);
  const kept = useStore(draftStore);
  const draft = kept?.staffId === staffId ? kept.draft : noChanges;
  const [isLeaving, setLeaving] = useState(false);
  const [save, busy] = useCall('settings:save');
  const changes = realChanges(draft, saved);
  const isChanged = Object.keys(changes).length > 0;
  const problem = draftProblem(changes);
  const act = async (): Promise<boolean> => {
    if (!isChanged || problem !== null) return false;
    const answer = await save(patchOf(changes));
    if (answer?.ok !== true) return false;
    draftStore.set(null);
    showDone(t('settings.saved'));
    return true;
  };
  const leave = () => (isChanged ? setLeaving(true) : goHome());
  const discard = () => {
    draftStore.set(null);
    goHome();
  };
  const turn = (by: number) => {
    const at = shown.findIndex(({ id }) => id === sectionId);
    setSectionId(shown[stepWithin(shown.length, at, by)]?.id);
  };
  useKeys({ commands: { confirm: () => void act(), up: () => turn(-1), down: () => turn(1) } });
  const section = shown.find(({ id }) => id === sectionId);
  const Body = section?.component;
  return (
    <Screen
      id="settings"
      title={t('menu.settings')}
      onBack={leave}
      actions={
        <>
          {problem === null ? null : (
            <span className="settings-problem" role="status">
              {t(`settings.problems.${problem}`)}
            </span>
          )}
          <KeyButton
            command="confirm"
            tone="main"
            disabled={!isChanged || busy || problem !== null}
            testId={testIds.settingsSave}
            onClick={() => void act()}
          >
            {t(isChanged ? 'settings.save' : 'settings.nothingToSave')}
          </KeyButton>
        </>
      }
    >
      <div className="page-split settings">
        <nav className="settings-nav">
          {shown.map(({ id, icon: Sign }) => (
            <button
              key={id}
              type="button"
              className="menu-item"
              aria-current={id === sectionId}
              data-testid={testIds.settingsSection(id)}
              onMouseDown={keepFocus}
              onClick={() => setSectionId(id)}
            >
              <Sign size={24} aria-hidden="true" /> {t(`settings.sections.${id}`)}
            </button>
          ))}
        </nav>
        <SettingsContext
          value={{
            settings: { ...saved, ...draft },
            change: (next) => draftStore.set({ staffId, draft: { ...draft, ...next } }),
          }}
        >
          <div key={sectionId} className="settings-body form-column">
            {Body === undefined ? null : <Body />}
          </div>
        </SettingsContext>
      </div>
      {isLeaving ? (
        <LeaveDialog
          onStay={() => setLeaving(false)}
          onDiscard={discard}
          onSave={() => void act().then((isSaved) => (isSaved ? goHome() : setLeaving(false)))}
        />
      ) : null}
    </Screen>
  );
}
