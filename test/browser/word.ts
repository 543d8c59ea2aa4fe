/** What Word puts on the clipboard, shortened: a heading, a list that is none, and a table, with the styles it brings. */

const item = (place: string, level: number, marker: string, text: string) =>
  `<p class=MsoListParagraphCxSp${place} style='margin-left:${level * 36}.0pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>${marker}<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=DA>${text}<o:p></o:p></span></p>`;

const numbered = (n: number, text: string) =>
  `<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>${n}.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>${text}</p>`;

const cell = (text: string, more = '') =>
  `<td width=200 ${more} valign=top style='width:150.25pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt'><p class=MsoNormal style='margin-bottom:0cm'><span style='mso-fareast-language:EN-US'>${text}<o:p></o:p></span></p></td>`;

export const WORD_HTML = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:"";margin:0cm;font-size:11.0pt;} @list l0 {mso-list-id:1;} --></style></head>
<body lang=DA style='tab-interval:65.2pt'><!--StartFragment-->
<h1 style='mso-pagination:widow-orphan'><span lang=DA>Anlægsplan<o:p></o:p></span></h1>
<p class=MsoNormal><span lang=DA style='font-size:11.0pt;color:#1F497D'>Planen omfatter <b style='mso-bidi-font-weight:normal'>tre</b> områder:<o:p></o:p></span></p>
${item('First', 1, '·', 'Skoler')}
${item('Middle', 2, 'o', 'Auning Skole')}
${item('Last', 1, '·', 'Veje')}
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=Overskrift2><span lang=DA>Rækkefølge</span></p>
${numbered(1, 'Projektering')}
${numbered(2, 'Udbud')}
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt'>
<thead><tr style='mso-yfti-irow:0'>${cell('<b>Område</b>')}${cell('<b>Mio. kr.</b>')}</tr></thead>
<tr style='mso-yfti-irow:1'>${cell('Skoler')}${cell('12,5')}</tr>
<tr style='mso-yfti-irow:2'>${cell('I alt', 'colspan=2')}</tr></table>
<p class=MsoNormal><img width=20 height=20 src="file:///C:/billede.png" onerror="alert(1)"><a href="javascript:alert(1)">Farligt</a> og <a href="https://www.norddjurs.dk/">kommunens side</a>.</p>
<!--EndFragment--></body></html>`;
