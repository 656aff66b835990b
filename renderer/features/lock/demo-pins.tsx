import { useTranslation } from 'react-i18next';
import type { AppView } from '../../../contracts/views/session.ts';
import { testIds } from '../../test-ids.ts';
import { keepFocus } from '../../ui/key-button.tsx';

type DemoPinsProps = {
  readonly pins: AppView['demoPins'];
  readonly onPin: (pin: string) => void;
  readonly disabled: boolean;
};

/** Only the demo shop has these; a real shop's PINs never reach the window. */
export function DemoPins({ pins, onPin, disabled }: DemoPinsProps) {
  const { t } = useTranslation();
  if (pins.length === 0) return null;
  return (
    <div className="demo-pins">
      <p className="muted">{t('lock.demo')}</p>
      {pins.map(({ name, role, pin }) => (
        <button
          key={pin}
          type="button"
          className="demo-pin"
          disabled={disabled}
          data-testid={testIds.lockDemoPin}
          data-role={role}
          data-pin={pin}
          onMouseDown={keepFocus}
          onClick={() => onPin(pin)}
        >
          <span>
            {name} · {t(`lock.roles.${role}`)}
          </span>
          <strong className="money">{pin}</strong>
        </button>
      ))}
    </div>
  );
}
