-- ask.sql: a council that scores a dossier asks its producer for more: rounds of numbered requests with a last day.

-- dossier_ask_last(dossier Id) -> maybe dossier_ask(id Id, dossier Id, no int, until_day Date, who Str, at Time, ended_at Time?, filed Id?)
select k.id, k.dossier, k.no, k.until_day, coalesce(a.name, ''), k.at, k.ended_at, k.filed
  from dossier_ask k left join account a on a.id = k.account
 where k.dossier = :dossier
 order by k.no desc limit 1;

-- dossier_ask_insert(id Id, dossier Id, no int, until_day Date, account Id, at Time) -> done under FILE_ASK
insert into dossier_ask (id, dossier, no, until_day, account, at) values (:id, :dossier, :no, :until_day, :account, :at);

-- dossier_ask_request_put(request Id, ask Id) -> done under FILE_ASK
insert into dossier_ask_request (request, ask) values (:request, :ask);

-- dossier_ask_finish(id Id, account Id?, at Time, filed Id?) -> changed under FILE_ASK | DOSSIER_SUBMIT | FILE_CLOSE | SYSTEM_JOB
update dossier_ask set ended_at = :at, ended_by = :account, filed = :filed where id = :id and ended_at is null;

-- its requests are over with it
-- dossier_ask_close_requests(ask Id, account Id?, at Time) -> done under FILE_ASK | DOSSIER_SUBMIT | FILE_CLOSE | SYSTEM_JOB
update dossier_request set closed_by = :account, closed_at = :at
 where closed_at is null and id in (select r.request from dossier_ask_request r where r.ask = :ask);

-- dossier_ask_targets(ask Id) -> many dossier_ask_target(target Str)
select q.target from dossier_ask_request r join dossier_request q on q.id = r.request where r.ask = :ask order by q.no;
