/** Names of those who act from outside. */
export const outsider =
  /\b(client|user|browser|frontend|front-end|customer|mobile|app|web ?ui|admin|operator|scheduler|cron|timer|listener|consumer|subscriber|trigger)\b|사용자|클라이언트|고객|유저|리스너|컨슈머|ユーザー?/iu;

/** Names of things that work with a technology, rather than being it. */
export const worker =
  /\b(service|svc|handler|controller|consumer|listener|worker|processor|publisher|producer|manager|engine)\b|서비스|핸들러|컨트롤러|컨슈머|리스너|워커|프로세서|매니저|엔진|발행기|サービス|ワーカー|コンシューマ/iu;

/** Names of a system's own things that stand in front of an outside party. */
export const connector =
  /\b(adapter|adaptor|connector|client|facade|proxy|wrapper|integration|module|repository|repo|dao|handler|controller|consumer|listener|worker|manager|notifier|publisher|sender)\b|어댑터|커넥터|클라이언트|연동|핸들러|컨트롤러|모듈|アダプター?|クライアント/iu;

/** Marks that a stereotype or brackets in a label give to an outside party. */
export const outsideMark =
  /^\s*(?:e|ext|external|outside|3rd[- ]?party|third[- ]?party|saas)(?:[ _-]?(?:system|service|api|party))?\s*$|^\s*(?:외부|외부\s?(?:시스템|서비스|연동|업체|기관|api)|타사|外部|外部(?:システム|サービス))\s*$/iu;

/** Names that say that somebody else runs it. */
export const outsideName = /\b(external|3rd[- ]?party|third[- ]?party)\b|외부|타사|外部/iu;

/** Well-known companies' services, and the kinds of services that a company hardly ever runs itself. */
export const othersService =
  /\b(?:toss|toss payments|kakao|naver|stripe|pay ?pal|braintree|adyen|google|apple|twilio|send ?grid|mailgun|firebase|fcm|apns|slack|port ?one|iamport|inicis|auth0|okta|openai|gemini|hugging ?face|mapbox|open ?weather|pg|smtp|mail server)\b|\b(?:payment|sms|e-?mail|push|map|weather|card|bank)s? (?:gateway|provider)\b|토스|카카오|네이버|구글|아임포트|포트원|이니시스|페이팔|스트라이프|티맵|기상청|PG사|카드사|은행|택배사|통신사|결제\s?대행사|결제\s?게이트웨이|決済代行/iu;

/** Names of what people hold in their hands: the last word counts, or all of it. */
export const frontend =
  /(?:^|\b)(?:browser|front-?end|front end|spa|web ?ui|gui|(?:web|mobile|ios|android|user|customer|driver|rider|react|vue|flutter|client|native)[ -]?(?:app|application|client|ui|page|front-?end))\s*$|^\s*(?:app|web|mobile|ui|client)\s*$|브라우저$|프론트(?:\s?엔드)?$|앱$|^(?:사용자|클라이언트|웹\s?클라이언트)$|(?:^|\s)웹$|(?:^|\s|웹|관리자|사용자)(?:페이지|화면)$|ブラウザ$|フロントエンド$|アプリ$/iu;

/** Names of those who wake others up, and have no work besides. */
export const timer = /\b(scheduler|cron|cron ?job|timer|clock)\b|스케줄러|타이머|크론|スケジューラー?/iu;

/** Names of those who work by themselves, without a person behind them. */
export const works =
  /\b(relay|poller|worker|job|batch|scheduler|cron|timer|daemon|sweeper|cleaner|reaper|janitor|dispatcher|processor|monitor|watcher|crawler|collector|outbox|forwarder|sync(?:er|hronizer)?|task)\b|릴레이|폴러|워커|배치|스케줄러|크론|데몬|디스패처|수집기|크롤러|프로세서|バッチ|ワーカー|スケジューラー?|リレー/iu;
