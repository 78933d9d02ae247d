import type { ExportedFile } from '../../../shared/reassign.ts';

/** Hands a file that came in an answer to the browser's downloads. */
export function saveFile({ fileName, mimeType, base64 }: ExportedFile): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: mimeType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has taken the address over by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
