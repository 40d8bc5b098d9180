/* 放大版面时换取大图；没有脚本时照样放大，只是图还是原来那一张。各版并排时，第一版的图到了，再放后面各版的去取。 */
"use strict";
{
  const zoom = document.querySelector(".replica-zoom");
  if (zoom) zoom.addEventListener("change", () => {
    for (const picture of document.querySelectorAll(".replica-page img, .replica-page source")) {
      picture.dataset.sizes = picture.dataset.sizes || picture.sizes;
      picture.sizes = zoom.checked ? "1400px" : picture.dataset.sizes;
    }
  });

  const sheets = document.querySelector(".open-sheets"), first = sheets && sheets.querySelector("img");
  const come = () => sheets.classList.add("is-come");
  if (first && first.complete) come();
  else if (first) for (const event of ["load", "error"]) first.addEventListener(event, come);
}
