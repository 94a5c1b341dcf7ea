package dev.gradus.report;

/**
 * The style sheet of a report. Colours are those of Okabe and Ito ("Color Universal Design", 2008), darker on white and lighter on black, so that every one of
 * them has a contrast of at least 4.5 to what it stands on.
 */
final class Style {
  static final String SHEET = """
      :root{color-scheme:light dark;--paper:#fff;--panel:#f5f7f9;--ink:#16202b;--soft:#4d5a68;--line:#d5dce3;--grid:#e6ebef;--link:#005a8f;
      --c1:#0069a5;--c2:#b04600;--c3:#00705a;--c4:#98386f;--c5:#7a5b00;--c6:#4a5560;
      --right:0,114,178;--wrong:230,120,0;--heat:.5;--well:#00705a;--warning:#8f5a00;--fault:#b3261e}
      @media (prefers-color-scheme:dark){:root{--paper:#11161c;--panel:#1a212a;--ink:#e8edf2;--soft:#a7b4c1;--line:#36414d;--grid:#252e38;--link:#7cc4f2;
      --c1:#5ab4ec;--c2:#ff9d57;--c3:#35c79f;--c4:#e79ac4;--c5:#e8d44a;--c6:#b7c2cd;
      --right:70,160,225;--wrong:225,110,20;--heat:.5;--well:#35c79f;--warning:#f0b64d;--fault:#ff8a80}}
      *{box-sizing:border-box}
      html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
      body{margin:0;background:var(--paper);color:var(--ink);
      font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;
      font-variant-numeric:tabular-nums}
      h1,h2,h3,p,dl,dd,ul,ol,figure{margin:0;padding:0}
      ul,ol{list-style:none}
      p,dt,dd,li,figcaption{overflow-wrap:anywhere}
      a{color:var(--link)}
      .skip{position:absolute;left:-999rem}
      .skip:focus{left:.5rem;top:.5rem;background:var(--paper);padding:.5rem}
      .page{max-width:1240px;margin:0 auto;padding:0 16px 48px}
      nav{border-bottom:1px solid var(--line);padding:12px 0;font-size:.875rem}
      nav ol{display:flex;flex-wrap:wrap;gap:4px 16px}
      nav a{text-decoration:none;display:inline-block;padding:2px 0}
      nav a:hover,nav a:focus{text-decoration:underline}
      .top{padding:28px 0 8px}
      .kind{color:var(--soft);font-size:.8125rem;letter-spacing:.08em;text-transform:uppercase;font-weight:600}
      h1{font-size:clamp(1.6rem,1.2rem + 2vw,2.4rem);line-height:1.15;letter-spacing:-.015em;overflow-wrap:anywhere;text-wrap:balance;margin:.1em 0 .35em}
      .lead{font-size:1.0625rem;max-width:46em;overflow-wrap:anywhere}
      h2{font-size:1.375rem;line-height:1.25;letter-spacing:-.01em;margin-bottom:.4em}
      h2.over{font-size:.9375rem;letter-spacing:0;margin:1.6em 0 .6em;color:var(--soft);font-weight:600}
      section{padding-top:2.6rem;scroll-margin-top:8px}
      .about{max-width:46em;margin-bottom:1rem;overflow-wrap:anywhere}
      .note,small{color:var(--soft);font-size:.8125rem}
      .key{display:flex;flex-wrap:wrap;gap:1px;background:var(--line);border:1px solid var(--line);border-radius:10px;
      overflow:hidden}
      .key div{background:var(--panel);padding:14px 16px;flex:1 1 150px}
      .key dt{font-size:.875rem;color:var(--soft)}
      .key dt::first-letter{text-transform:uppercase}
      .key .value{font-size:1.75rem;line-height:1.25;font-weight:650;letter-spacing:-.02em;white-space:nowrap}
      .key .note{line-height:1.35;margin-top:2px}
      .verdict{display:flex;gap:.65em;align-items:flex-start;margin-top:1rem;padding:11px 14px;border:1px solid var(--line);border-left:5px solid var(--soft);
      border-radius:8px;max-width:60em}
      .verdict .sign{font-weight:700;flex:none;width:1.5em;height:1.5em;line-height:1.5em;text-align:center;border-radius:50%;background:var(--soft);
      color:var(--paper);font-size:.875rem;margin-top:.1em}
      .verdict.well{border-left-color:var(--well)}.verdict.well .sign{background:var(--well)}
      .verdict.notice{border-left-color:var(--c1)}.verdict.notice .sign{background:var(--c1)}
      .verdict.warning{border-left-color:var(--warning)}.verdict.warning .sign{background:var(--warning)}
      .verdict.fault{border-left-color:var(--fault)}.verdict.fault .sign{background:var(--fault)}
      .remark{margin-top:.6rem;color:var(--soft)}
      .stamp{margin-top:.9rem;color:var(--soft);font-size:.8125rem}
      .findings{display:grid;gap:12px;max-width:60em}
      .findings li{border:1px solid var(--line);border-left:5px solid var(--c1);border-radius:8px;padding:12px 16px;overflow-wrap:anywhere}
      .findings li.warning{border-left-color:var(--warning)}.findings li.fault{border-left-color:var(--fault)}
      .badge{font-size:.75rem;font-weight:700;text-transform:uppercase;letter-spacing:.06em;color:var(--c1);margin-right:.4em}
      .warning .badge{color:var(--warning)}.fault .badge{color:var(--fault)}
      .plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,350px),1fr));gap:24px 32px;align-items:start}
      .plots>*{min-width:0}
      .wide{max-width:500px}
      .beside{display:flex;flex-wrap:wrap;gap:0 30px;align-items:flex-start}
      .beside>*{min-width:0;max-width:100%}.beside p{width:0;min-width:100%}.beside .n{padding-left:10px}
      figcaption{font-size:.9375rem;line-height:1.35;margin-bottom:.35rem}
      figcaption span{color:var(--soft);font-size:.8125rem}
      svg.plot{display:block;width:100%;height:auto;max-width:560px}
      .wide svg.plot{max-width:none}
      svg text{fill:var(--soft);font-size:12px}
      svg .name,svg .value{fill:var(--ink)}
      svg .label{font-weight:600}
      .grid{stroke:var(--grid)}.axis,.mark{stroke:var(--soft)}
      .reference{stroke:var(--soft);stroke-dasharray:5 4;fill:none}
      .halo{stroke:var(--paper);stroke-width:3.5}
      .line{fill:none;stroke-width:2;stroke-linejoin:round}
      .c1{--c:var(--c1)}.c2{--c:var(--c2)}.c3{--c:var(--c3)}.c4{--c:var(--c4)}.c5{--c:var(--c5)}.c6{--c:var(--c6)}
      .line{stroke:var(--c)}.point,.bar{fill:var(--c)}
      svg text.label{fill:var(--c)}
      .dot{fill:var(--c1);fill-opacity:.45;stroke:var(--c1);stroke-opacity:.8;stroke-width:.6}
      .whisker{stroke:var(--ink);stroke-width:1.3;fill:none}
      .legend{display:flex;flex-wrap:wrap;gap:4px 18px;font-size:.8125rem;margin-top:.4rem}
      .legend li{display:flex;align-items:center;gap:6px}
      .legend svg{width:30px;height:10px;flex:none}
      .scroll{overflow-x:auto;margin:1rem 0;position:relative;background:linear-gradient(to right,var(--paper) 50%,transparent) 0/24px 100% no-repeat local,
      linear-gradient(to left,var(--paper) 50%,transparent) 100%/24px 100% no-repeat local,linear-gradient(to right,var(--line),transparent) 0/10px 100% no-repeat,
      linear-gradient(to left,var(--line),transparent) 100%/10px 100% no-repeat}
      .scroll:focus-visible{outline:2px solid var(--link);outline-offset:2px}
      table{border-collapse:collapse;font-size:.875rem;line-height:1.4}
      caption{text-align:left;color:var(--soft);font-size:.8125rem;padding-bottom:.5rem;caption-side:top}
      th,td{padding:5px 12px 5px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid);unicode-bidi:isolate}
      th.n,td.n{text-align:right;padding:5px 2px 5px 14px;white-space:nowrap}
      .n+.w{padding-left:20px}
      thead th{border-bottom:1px solid var(--soft);font-weight:600;vertical-align:bottom}
      tbody th{font-weight:500}
      .heat{border-collapse:separate;border-spacing:2px}
      .heat th,.heat td{border:0;padding:4px 6px;text-align:center}
      .heat thead th{font-size:.8125rem;border:0}.heat tbody th{text-align:right;font-size:.8125rem;vertical-align:middle}
      .heat .corner{font-weight:400;color:var(--soft)}
      .heat .corner span{display:block}
      .heat td{min-width:64px;border-radius:4px;background:var(--panel)}
      .heat.many td{min-width:46px;padding:4px 4px}
      .heat td b{display:block;font-weight:600}
      .heat td small{display:block;color:inherit;font-size:.6875rem;line-height:1.2;opacity:1}
      .heat td.right{background:rgba(var(--right),calc(var(--depth)*var(--heat)))}
      .heat td.wrong{background:rgba(var(--wrong),calc(.06 + var(--depth)*var(--heat)))}
      .heat td.zero b{font-weight:400;color:var(--soft)}
      details{margin-top:1rem}
      summary{cursor:pointer;color:var(--link);font-size:.9375rem}
      .pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(104px,1fr));gap:18px 14px}
      .pictures li{display:flex;flex-direction:column;min-width:0;line-height:1.35}
      .pixels{image-rendering:pixelated;display:block}
      .pictures img{width:84px;height:auto;border:1px solid var(--line);background:#fff;margin-bottom:5px}
      .told{font-size:.9375rem;overflow-wrap:anywhere}
      .arrow{color:var(--soft)}
      .attributed{grid-template-columns:repeat(auto-fill,minmax(82px,1fr))}
      .attributed img{width:100%;max-width:120px}
      .units{display:grid;grid-template-columns:repeat(8,1fr);gap:6px}
      .units img{width:100%;height:auto}
      .figures{columns:3 250px;column-gap:36px;font-size:.875rem}
      .figures div{display:flex;justify-content:space-between;gap:12px;border-bottom:1px solid var(--grid);padding:4px 0;break-inside:avoid}
      .figures dt{color:var(--soft)}.figures dd{white-space:nowrap}
      .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,360px),1fr));gap:8px 40px;align-items:start}
      .pair>*{min-width:0}
      .pair table{width:100%;table-layout:fixed}
      .pair td,.pair th{overflow-wrap:anywhere;font-size:.8125rem;padding-top:3px;padding-bottom:3px}
      .pair thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
      footer{margin-top:3rem;padding-top:12px;border-top:1px solid var(--line);color:var(--soft);font-size:.8125rem}
      @media (min-width:1080px){.page{display:grid;grid-template-columns:176px minmax(0,1fr);gap:48px}
      nav{position:sticky;top:0;align-self:start;border:0;padding-top:36px;max-height:100vh;overflow:auto}nav ol{display:block}nav li{margin-bottom:5px}
      .units{grid-template-columns:repeat(16,1fr)}}
      @media (max-width:480px){.heat.many td{min-width:25px;padding:5px 0}.heat.many td b{font-size:.6875rem}.heat.many td small{display:none}
      .heat.many{border-spacing:1px}.heat.many th{padding:4px 2px}.heat .corner{font-size:.625rem}.key .value{font-size:1.4rem}
      .key div{padding:11px 12px;flex-basis:140px}.attributed{grid-template-columns:repeat(auto-fill,minmax(64px,1fr))}
      table{font-size:.8125rem}th,td{padding-right:8px}th.n,td.n{padding-left:9px}}
      @media print{:root{--paper:#fff;--panel:#f5f7f9;--ink:#000;--soft:#444;--line:#ccc;--grid:#e3e3e3;--link:#000;
      --c1:#0069a5;--c2:#b04600;--c3:#00705a;--c4:#98386f;--c5:#7a5b00;--c6:#4a5560;--right:0,114,178;--wrong:230,120,0;--well:#00705a;--warning:#8f5a00;
      --fault:#b3261e}
      @page{margin:16mm 14mm}
      body{font-size:10.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
      nav,.skip,details{display:none}.page{display:block;max-width:none;padding:0}.top{padding-top:0}
      section{padding-top:1.4rem}h2,.about,caption{break-after:avoid}
      figure,tr,p,.findings li,.key,.pictures li,.units,.legend,.figures,.plots,.attributed,.scroll{break-inside:avoid}
      .pair .scroll{break-inside:auto}#settings{break-before:page}
      .key .value{font-size:1.35rem}.key div{flex-basis:110px;padding:9px 11px}.units{grid-template-columns:repeat(16,1fr);gap:4px}
      .pictures{grid-template-columns:repeat(8,1fr);gap:12px 8px}.pictures img{width:60px}.attributed img{width:100%}
      .attributed{grid-template-columns:repeat(10,1fr)}
      table{font-size:9pt}.wide{max-width:400px}
      .plots{grid-template-columns:1fr 1fr;gap:14px 22px}.scroll{overflow:visible;background:none}
      .pair td,.pair th{font-size:8pt;padding-top:1.5px;padding-bottom:1.5px}
      .figures{columns:3}.pair{grid-template-columns:1fr 1fr}}
      """;

  private Style() {}
}
