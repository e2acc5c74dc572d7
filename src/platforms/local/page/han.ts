/** True when this machine draws two Chinese characters alike, which means as two empty boxes. */
function drawsBoxes(): boolean {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 20;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (pen === null) return false;
  pen.font = "16px system-ui, sans-serif";
  pen.textBaseline = "top";
  const [first, second] = ["货", "龙"].map((character) => {
    pen.clearRect(0, 0, 20, 20);
    pen.fillText(character, 0, 0);
    return pen.getImageData(0, 0, 20, 20).data.join();
  });
  return first === second;
}

/**
 * Brings the Chinese webfont to a machine that has none, after the first paint. Chromium would fetch it by itself, but leaves the words
 * that it set as boxes meanwhile: so the font has a name that no word was set in before it was there. Without it the page is still
 * worth showing, so a failure is only told.
 */
export async function chineseFont(): Promise<void> {
  if (!drawsBoxes()) return;
  try {
    await document.fonts.load('14px "Purser Han"', "货");
    document.documentElement.dataset["han"] = "";
  } catch (error) {
    reportError(error);
  }
}
