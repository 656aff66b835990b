import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { hideToasts } from '../lib/failures.ts';
import { type KeyScope, useKeys } from '../lib/keys.ts';
import { testIds } from '../test-ids.ts';
import { KeyButton, type Tone } from './key-button.tsx';

type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The Enter button. Without it the dialog only has Esc. */
  readonly confirm?: {
    readonly label: string;
    readonly act: () => void;
    readonly disabled?: boolean;
    readonly tone?: Tone;
  };
  readonly width?: number;
  readonly testId?: string;
  /** More keys that work while the dialog is open. */
  readonly keys?: Pick<KeyScope, 'commands' | 'onType'>;
};

/**
 * A dialog that keys alone can use: Enter confirms, Esc closes, the rest of the page is out of reach meanwhile. Put `autoFocus` on
 * the field to type in. A scan goes on to the cart and leaves the dialog as it is.
 */
export function Dialog(props: DialogProps) {
  const { title, onClose, children, confirm, width = 560, testId, keys } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useKeys({
    modal: true,
    layer: 'dialog',
    ...(keys?.onType === undefined ? {} : { onType: keys.onType }),
    commands: {
      ...keys?.commands,
      back: onClose,
      confirm: () => {
        if (confirm !== undefined && confirm.disabled !== true) confirm.act();
      },
    },
  });
  useQuietPage(box);
  return createPortal(
    <div className="dialog-veil">
      <div
        ref={box}
        className="dialog"
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
        style={{ width }}
        data-testid={testId ?? testIds.dialog}
      >
        <h2 className="dialog-title">{title}</h2>
        <div className="dialog-body">{children}</div>
        <div className="dialog-buttons">
          <KeyButton command="back" onClick={onClose} testId={testIds.dialogCancel}>
            {t('app.back')}
          </KeyButton>
          {confirm === undefined ? null : (
            <KeyButton
              command="confirm"
              tone={confirm.tone ?? 'main'}
              onClick={confirm.act}
              disabled={confirm.disabled === true}
              testId={testIds.dialogConfirm}
            >
              {confirm.label}
            </KeyButton>
          )}
        </div>
      </div>
    </div>,
    document.body,
  );
}

let openDialogs = 0;

/** Keeps Tab inside the dialog by making the page inert, and gives the focus back afterwards. */
function useQuietPage(box: { readonly current: HTMLDivElement | null }): void {
  const [before] = useState(() => document.activeElement);
  // Before the browser paints and before a page that opens together with the closing puts its focus: an inert page takes none.
  useLayoutEffect(() => {
    const page = document.getElementById('root');
    if (box.current?.contains(document.activeElement) !== true) box.current?.focus();
    // What was said before the dialog would now lie over it.
    hideToasts();
    openDialogs += 1;
    page?.toggleAttribute('inert', true);
    return () => {
      openDialogs -= 1;
      if (openDialogs === 0) page?.removeAttribute('inert');
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [box, before]);
}
