#pragma once

// All that a program needs to run a desk: policies, sessions, use cases, reports, exports. Programs
// that need less include less; each header of a use case or a report says what it needs.

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/base/time.hpp>
#include <dcc/calendar/duration.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/desk/case.hpp>
#include <dcc/desk/complaint.hpp>
#include <dcc/desk/customer.hpp>
#include <dcc/desk/desk.hpp>
#include <dcc/desk/escalation.hpp>
#include <dcc/desk/facts.hpp>
#include <dcc/desk/feedback.hpp>
#include <dcc/desk/handover.hpp>
#include <dcc/desk/incident.hpp>
#include <dcc/desk/opening.hpp>
#include <dcc/desk/outbox.hpp>
#include <dcc/desk/redispatch.hpp>
#include <dcc/desk/routing.hpp>
#include <dcc/desk/solution.hpp>
#include <dcc/desk/staff.hpp>
#include <dcc/desk/tags.hpp>
#include <dcc/desk/task.hpp>
#include <dcc/desk/visit.hpp>
#include <dcc/exchange/export_jsonl.hpp>
#include <dcc/exchange/import.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/ledger/rebuild.hpp>
#include <dcc/ledger/session.hpp>
#include <dcc/ledger/verify.hpp>
#include <dcc/policy/load.hpp>
#include <dcc/print/print.hpp>
#include <dcc/report/case_list.hpp>
#include <dcc/report/case_sheet.hpp>
#include <dcc/report/clocks.hpp>
#include <dcc/report/history.hpp>
#include <dcc/report/incident.hpp>
#include <dcc/report/sla.hpp>
#include <dcc/rules/clock.hpp>
#include <dcc/store/reader.hpp>
#include <dcc/store/writer.hpp>
#include <dcc/wording/languages.hpp>
