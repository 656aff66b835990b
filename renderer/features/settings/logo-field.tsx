import { Button, FileButton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logoLimits } from '../../../contracts/logo-limits.ts';
import type { Picture } from '../../../domain/receipt/picture.ts';
import { testIds } from '../../test-ids.ts';
import { useSettingsForm } from './draft.ts';
import { isBlank, pictureOf, pixelsOf, sizeWithin } from './logo-picture.ts';

/** The shop's logo: chosen from a file, turned into black dots once, shown as it will be printed. */
export function LogoField() {
  const { t } = useTranslation();
  const { settings, change } = useSettingsForm();
  const [problem, setProblem] = useState<'unreadable' | 'blank' | null>(null);
  const logo = settings.receiptLogo;
  const choose = async (file: File | null) => {
    if (file === null) return;
    const picture = await readLogo(file).catch(() => null);
    if (picture === null) return setProblem('unreadable');
    if (isBlank(picture)) return setProblem('blank');
    setProblem(null);
    change({ receiptLogo: picture });
  };
  return (
    <div className="settings-logo">
      <strong>{t('settings.logo.name')}</strong>
      <p className="muted">{t('settings.logo.words')}</p>
      {logo === null ? null : <Dots picture={logo} />}
      {problem === null ? null : <p role="alert">{t(`settings.logo.${problem}`)}</p>}
      <div className="button-row">
        <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => void choose(file)}>
          {(props) => (
            <Button {...props} variant="default" data-testid={testIds.settingsField('logo')}>
              {t('settings.logo.choose')}
            </Button>
          )}
        </FileButton>
        {logo === null ? null : (
          <Button
            variant="default"
            data-testid={testIds.settingsField('logo-remove')}
            onClick={() => change({ receiptLogo: null })}
          >
            {t('settings.logo.remove')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Dots({ picture }: { readonly picture: Picture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(pixelsOf(picture), picture.width), 0, 0);
  }, [picture]);
  return <canvas ref={canvas} width={picture.width} height={picture.height} className="settings-logo-dots" />;
}

async function readLogo(file: File): Promise<Picture> {
  const image = await createImageBitmap(file);
  const { width, height } = sizeWithin(image, logoLimits);
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(image, 0, 0, width, height);
  image.close();
  return pictureOf(width, height, context.getImageData(0, 0, width, height).data);
}
