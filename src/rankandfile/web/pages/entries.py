"""What an entry of the record says, as a sentence: one for each act and each effect, filled with its fields.

A field is written for people by its name: handles as names, ids of branches and posts as their names, moments as
weekday, date and hour. A test fails when a kind of entry has no sentence.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from rankandfile.core.chapters.casting import CardsReported, CastVote, CastVotes, ReportCards, VoteCast
from rankandfile.core.chapters.meetings import Convention
from rankandfile.core.ids import CLOCK, ConventionId, Moment
from rankandfile.core.state import State

from ..templatetags.pieces import isolated, number, written_moment
from .bodies import in_a_sentence, named
from .erased import slot_name
from .naming import actor, branch_name, class_title, post_title
from .procedural_names import motion_name
from .telling import counts_are_shown
from .timetable import happens

ACTS = {
    "FoundOrganisation": _("{by} founded the organisation."),
    "ApplyToJoin": _("{by} applied to join {branch}."),
    "AnswerApplication": _("{by} answered the application of {applicant}."),
    "AdmitMember": _("{by} admitted {member} to {branch}."),
    "RecordDues": _("{by} recorded that the dues of {member} are paid until {paid_until}."),
    "TransferMember": _("{by} moved {member} to {to}."),
    "ResignMembership": _("{by} left the organisation."),
    "FormBranch": _("{by} formed the branch {branch}."),
    "AppointProvisionally": _("{by} gave {person} the post {post} until the founding ends."),
    "Appoint": _("{by} appointed {person} to the post {post}."),
    "ResignPost": _("{by} gave up the post {post}."),
    "CallConvention": _("{by} called a convention from {opens} to {closes}."),
    "CheckIn": _("{by} checked {person} in to {convention}."),
    "GiveSeatBack": _("{by} gave back the place in which {alternate} was seated."),
    "StandBy": _("{by} said to be there as an alternate."),
    "PassOverAlternate": _("{by} passed over {alternate}, who had not come."),
    "GiveProxy": _("{by} let {holder} vote instead at {convention}."),
    "WithdrawProxy": _("{by} took the proxy for {convention} back."),
    "CheckInByCode": _("{by} checked in to {convention} with the code of the hall."),
    "ShowHallCode": _("{by} showed a new code in the hall of {convention}."),
    "CheckOut": _("{by} checked {person} out of {convention}."),
    "SeatAlternate": _("{by} seated {alternate} in the place of {delegate}."),
    "OpenConvention": _("{by} opened {convention}."),
    "CloseConvention": _("{by} closed {convention}."),
    "PublishMinutes": _("{by} published the minutes of {convention}."),
    "MarkOnPaper": _("{by} said that vote {vote} was taken on paper, {held}."),
    "NoteForMinutes": _("{by} noted something for the minutes of {convention}."),
    "PickDelegate": _("{by} picked {person} as a delegate of {branch}."),
    "DeclineSeat": _("{by} declined a seat in {convention}."),
    "SubmitDocument": _("{by} submitted a document for the bulletin."),
    "WithdrawDocument": _("{by} withdrew document {document}."),
    "ApproveForBulletin": _("{by} approved {item} for the bulletin."),
    "MoveMotion": _("{by} moved a motion."),
    "SecondMotion": _("{by} seconded motion {motion}."),
    "WithdrawSecond": _("{by} took back the second for motion {motion}."),
    "WithdrawMotion": _("{by} withdrew motion {motion}."),
    "TakeOverMotion": _("{by} took motion {motion} over."),
    "PlaceMotion": _("{by} put motion {motion} on the agenda."),
    "AnswerMotion": _("{by} answered motion {motion} for the leadership."),
    "ReplyToAnswer": _("{by} replied to the answer to motion {motion}."),
    "MoveAmendment": _("{by} moved an amendment to motion {motion}."),
    "SecondAmendment": _("{by} seconded amendment {amendment}."),
    "WithdrawAmendmentSecond": _("{by} took back the second for amendment {amendment}."),
    "WithdrawAmendment": _("{by} withdrew amendment {amendment}."),
    "AcceptAmendment": _("{by} took amendment {amendment} in."),
    "ProposeComposite": _("{by} proposed a composite of {originals}."),
    "ConsentToComposite": _("{by} consented to composite {composite}."),
    "LeaveComposite": _("{by} left composite {composite}, or did not consent."),
    "AskForObjections": _("{by} asked whether anybody objects to taking amendment {amendment} in."),
    "ObjectToAmendment": _("{by} objected to taking amendment {amendment} in."),
    "TakeInUnopposed": _("{by} took amendment {amendment} in: nobody objected."),
    "AskForPart": _("{by} asked that lines {first} to {last} of {subject} be voted on by themselves."),
    "TakeUpItem": _("{by} took up item {item}."),
    "AskToSpeak": _("{by} asked to speak."),
    "CallSpeaker": _("{by} called {person} to speak."),
    "LeaveSpeakersList": _("{by} took a name off the speakers' list."),
    "CallOutOfTurn": _("{by} called {person} out of turn and said why."),
    "BeginSpeech": _("{by} let the time of the speech run."),
    "EndSpeech": _("{by} ended the speech."),
    "DeclareGroups": _("{by} said to which groups of the speakers' list to count."),
    "DemandRollCall": _("{by} demanded a roll call on {subject}."),
    "PutToVote": _("{by} put {subject} to the vote."),
    "AmendProcedural": _("{by} moved that {number} name something else."),
    "RaiseProcedural": _("{by} raised at {convention}: {procedural}."),
    "SecondProcedural": _("{by} supported {number}."),
    "WithdrawProcedural": _("{by} took {number} back."),
    "TakeOutOfConsent": _("{by} took item {item} out of the consent agenda."),
    "RulePoint": _("{by} ruled on {number}."),
    "ReportCards": _("{by} reported the cards in vote {vote}: {yes} for, {no} against, {abstain} abstaining."),
    "CastVote": _("{by} voted in vote {vote}."),
    "CastVotes": _("{by} entered a part of the roll call in vote {vote}."),
    "CloseVote": _("{by} closed vote {vote}."),
    "CallElection": _("{by} called an election to the post {post}."),
    "NameChair": _("{by} named {person} for the chair of {convention}."),
    "CallMeeting": _("{by} called together {body} {branch} from {opens} to {closes}."),
    "CallOffMeeting": _("{by} called meeting {meeting} off."),
    "DemandMeeting": _("{by} demanded a meeting of {body} {branch}."),
    "WithdrawMeetingDemand": _("{by} withdrew the demand for a meeting of {body} {branch}."),
    "DemandConvention": _("{by} demanded a convention."),
    "WithdrawDemand": _("{by} withdrew the demand for a convention."),
    "AskForRecall": _("{by} asked for the recall of {person} from the post {post}."),
    "SupportRecall": _("{by} joined in asking for recall {recall}."),
    "WithdrawRecallSupport": _("{by} withdrew from asking for recall {recall}."),
    "AnswerRecall": _("{by} answered recall {recall}."),
    "Nominate": _("{by} nominated {candidate} in election {election}."),
    "AcceptNomination": _("{by} accepted the nomination in election {election}."),
    "SupportNomination": _("{by} supported the nomination of {candidate} in election {election}."),
    "WithdrawCandidacy": _("{by} withdrew as a candidate in election {election}."),
    "ProposeSlate": _("{by} proposed a slate in election {election}."),
    "OpenVoting": _("{by} opened the voting in election {election}."),
    "CloseVoting": _("{by} closed the voting in election {election}."),
    "CastBallot": _("{by} cast a ballot in election {election}."),
    "CountBallots": _("{by} opened the box of election {election}, part {part} of {parts}."),
    "RotateKey": _("{by} changed the key that signs the record."),
    "RequestErasure": _("{by} asked for the erasure of the text “{slot}” of entry {entry}."),
    "RequestErasureFor": _("{by} asked, for somebody who cannot, for the erasure of “{slot}” of entry {entry}."),
    "SealText": _("{by} brought a court's order to close the text “{slot}” of entry {entry}."),
    "AgreeToRequest": _("{by} agreed to request {request}."),
    "UnsealText": _("{by} opened again what request {request} had closed."),
    "WithdrawErasure": _("{by} took request {request} back."),
    "ObjectToErasure": _("{by} objected to request {request}: {ground}."),
    "AppealObjection": _("{by} appealed against the objection to request {request}."),
    "DecideAppeal": _("{by} decided on the appeal about request {request}."),
    "ReportDestroyed": _("The server destroyed what request {request} had erased."),
    "SignDestruction": _("{by} signed as {post} that nothing is left of what request {request} erased."),
    "KeepTime": _("The clock did what was due on {due}: {duty}."),
    "SetUpBoard": _("{by} set up the ballot board of election {election}."),
    "CorrectRoll": _("{by} corrected the roll of election {election}: {person}, on the ground “{ground}”."),
    "AdvanceBoard": _("The server reported {ballots} ballots on the board of election {election}."),
    "CloseBoard": _("The server closed the board of election {election} with {ballots} ballots."),
    "ShuffleBoard": _("{by} shuffled the ballots of election {election}."),
    "OpenBoard": _("{by} gave a share of the key to the board of election {election}."),
    "InviteCoauthor": _("{by} asked a member to be co-author of motion {motion}."),
    "TakeInvitationBack": _("{by} took an invitation to be co-author of motion {motion} back."),
    "ConsentAsCoauthor": _("{by} stands as co-author of motion {motion}."),
    "LeaveCoauthors": _("{by} does not stand as co-author of motion {motion}."),
    "ReferToMotion": _("{by} referred from motion {motion} to {to}."),
    "WithdrawReference": _("{by} took the reference from motion {motion} to {to} off."),
    "WithdrawInFavour": _("{by} withdrew motion {motion} in favour of {to}."),
    "OpposeMotion": _("{by} wrote a statement against motion {motion}."),
    "WithdrawStatement": _("{by} withdrew statement {statement}."),
    "WriteComment": _("{by} wrote under {about}."),
    "WithdrawComment": _("{by} withdrew comment {comment}."),
    "ModerateComment": _("{by} took comment {comment} out, on the ground “{ground}”."),
    "ComplainAboutComment": _("{by} complained about comment {comment}, on the ground “{ground}”."),
    "LetCommentStand": _("{by} looked at comment {comment} and let it stand."),
    "RuleOutOfOrder": _("{by} ruled motion {motion} out of order, on the ground “{ground}”."),
    "RuleAmendmentOutOfOrder": _("{by} ruled amendment {amendment} out of order, on the ground “{ground}”."),
    "LiftRuling": _("{by} took ruling {ruling} back."),
    "AppealAgainstRuling": _("{by} appealed against ruling {ruling}."),
    "JudgeRuling": _("{by} judged the appeal against ruling {ruling}; it stands: {stands}."),
    "PublishResult": _("The server published the result on the board of election {election}."),
}
EFFECTS = {
    "EngineAdopted": _("From here on version {version} of the engine judges acts."),
    "RulebookInForce": _("A rulebook is in force since {since}."),
    "RulebookScheduled": _("A rulebook will be in force, by motion {motion}."),
    "OrganisationFounded": _("The organisation exists; {founder} has provisional powers."),
    "FoundingEnded": _("The founder's provisional powers are over."),
    "KeyInForce": _("From here on the record is signed with the key {vkey}."),
    "ApplicationMade": _("The application of {applicant} waits for the answer of {branch}."),
    "ApplicationRefused": _("The application of {applicant} is refused."),
    "MemberAdmitted": _("{member} is a member, in {branch}."),
    "DuesRecorded": _("The dues of {member} are paid until {paid_until}."),
    "MemberTransferred": _("{member} belongs to {to}."),
    "MemberResigned": _("The membership of {member} is over."),
    "BranchFormed": _("The branch {branch} exists."),
    "PostFilled": _("{person} holds the post {post} until {until}."),
    "PostVacated": _("{person} no longer holds the post {post}."),
    "ConventionCalled": _("{convention} will meet from {opens} to {closes}."),
    "DeadlinePassed": _("A deadline of {convention} has passed: {line}."),
    "CheckedIn": _("{person} is present at {convention}."),
    "CheckedOut": _("{person} has left {convention}."),
    "HallCodeShown": _("A new code is shown in the hall of {convention}."),
    "SeatGivenBack": _("{delegate} has the place again in which {alternate} was seated."),
    "AlternateStandsBy": _("{alternate} is there and waits for a place."),
    "AlternatePassedOver": _("{alternate} was passed over; those after can be seated."),
    "ProxyGiven": _("{holder} votes for {giver} at {convention}."),
    "ProxyEnded": _("Nobody votes for {giver} at {convention} any more."),
    "QuorumLost": _("There is no quorum any more: {present} are present, {needed} are needed."),
    "QuorumRegained": _("There is a quorum again: {present} are present, {needed} are needed."),
    "AlternateSeated": _("{alternate} sits in the place of {delegate}."),
    "ConventionOpened": _("{convention} is open: {present} of {entitled} are present, {needed} were needed."),
    "ConventionClosed": _("{convention} is closed."),
    "EarlyCloseAgreed": _("{convention} agreed to close early."),
    "MeetingCalled": _("{convention} will meet from {opens} to {closes}."),
    "MeetingNotHeld": _("{convention} does not take place: {why}."),
    "MeetingDemanded": _("{by} demands a meeting of {body} {branch}."),
    "MeetingDemandWithdrawn": _("{by} no longer demands a meeting of {body} {branch}."),
    "ConventionDemanded": _("{by} demands a convention."),
    "DemandWithdrawn": _("{by} no longer demands a convention."),
    "ChairNamed": _("{by} names {person} for the chair."),
    "ChairTaken": _("The meeting has put {person} in the chair."),
    "MinutesPublished": _("The minutes of {convention} are open to all members."),
    "VoteOnPaper": _("Vote {vote} was taken on paper, {held}, and entered afterwards."),
    "MinutesNoted": _("The note of {by} stands in the minutes of {convention}."),
    "RollFrozen": _("The roll for {convention} is frozen: {members} members."),
    "BranchApportioned": _("{branch} has {members} members on the roll and elects {seats} delegates."),
    "DelegateElected": _("{person} has a seat for {branch}."),
    "SeatDeclined": _("{person} does not take the seat."),
    "DocumentReceived": _("Document {document} by {author} is received."),
    "DocumentWithdrawn": _("Document {document} is withdrawn."),
    "DocumentApproved": _("Document {document} may be published."),
    "ItemPublished": _("{item} is published in issue {issue} of the bulletin, in place {place}."),
    "MotionReceived": _("Motion {motion} by {mover} is received."),
    "MotionSeconded": _("Motion {motion} is seconded by {by}."),
    "SecondWithdrawn": _("{by} no longer supports motion {motion}."),
    "MotionPlaced": _("Motion {motion} is on the agenda."),
    "MotionAnswered": _("The leadership has answered motion {motion}."),
    "AnswerReplied": _("The mover has replied to the answer to motion {motion}."),
    "MotionRead": _("{convention} adopted motion {motion} at a reading."),
    "MotionCarriedOver": _("Motion {motion} has its next reading at {convention}."),
    "MotionSubmitted": _("All members are asked in ballot {ballot} whether they confirm motion {motion}."),
    "MotionDecided": _("Motion {motion}: {fate}."),
    "AmendmentReceived": _("Amendment {amendment} to motion {motion} by {mover} is received."),
    "AmendmentSeconded": _("Amendment {amendment} is seconded by {by}."),
    "AmendmentSecondWithdrawn": _("{by} no longer supports amendment {amendment}."),
    "AmendmentPlaced": _("Amendment {amendment} will be voted on."),
    "AmendmentAccepted": _("Amendment {amendment} is taken in."),
    "CompositeProposed": _("Composite {composite} of {originals} is proposed to their movers."),
    "CompositeConsented": _("{by} consents to composite {composite}."),
    "CompositeMade": _("Composite {composite} is made: motion {motion} stands in the place of its originals."),
    "CompositeEnded": _("Composite {composite} is ended; its originals stand as before."),
    "MotionTakenOver": _("Motion {motion} is open again; {mover} moves it."),
    "ObjectionsAsked": _("Those present can object to amendment {amendment} until {until}."),
    "AmendmentObjected": _("{by} objects: amendment {amendment} is voted on."),
    "PartAsked": _("{by} asks for a vote on lines {first} to {last} of {subject} by themselves."),
    "TextDivided": _("Lines {first} to {last} of {subject} will be voted on by themselves."),
    "PartDecided": _("Lines {first} to {last} of {subject}: {fate}."),
    "AmendmentDecided": _("Amendment {amendment}: {fate}."),
    "AgendaItemSet": _("{about} is item {item} of the agenda."),
    "ItemTakenUp": _("Item {item} is on the floor."),
    "ItemMovedUp": _("Item {item} comes next."),
    "ItemEnded": _("Item {item} has ended: {state}."),
    "SpeakerListed": _("{person} is on the speakers' list."),
    "SpeakerCalled": _("{person} has the floor."),
    "SpeakerLeft": _("{person} is no longer on the speakers' list."),
    "OrderOverruled": _("The chair called {person} out of turn; {instead_of} was next."),
    "SpeechBegan": _("The time of {person} runs."),
    "SpeechEnded": _("{person} has finished."),
    "GroupsDeclared": _("{person} has said to which groups of the speakers' list to count."),
    "SpeakersListClosed": _("The meeting closed the speakers' list of item {item}."),
    "SpeakersListOpened": _("The meeting opened the speakers' list of item {item} again."),
    "DebateEnded": _("The meeting ended the debate on item {item}."),
    "RollCallDemanded": _("{by} demands a roll call on {subject}."),
    "ProceduralRaised": _("{by} raises {number}: {procedural}."),
    "ProceduralAmendmentRaised": _("{by} moves to amend {amends}, as {number}."),
    "ProceduralAmended": _("{number} is amended by the meeting, and is put as it reads now."),
    "ProceduralSeconded": _("{by} supports {number}."),
    "ProceduralPlaced": _("{number} has its support, and is settled before anything else."),
    "ProceduralEnded": _("{number}: {fate}."),
    "PointRuled": _("{by} has ruled on {number}; well taken: {upheld}."),
    "RulingOverturned": _("The meeting did not let the ruling on {number} stand."),
    "RecessTaken": _("{convention} pauses until {until}."),
    "RuleSuspended": _("The meeting suspended article {article}, for one item."),
    "SuspensionsEnded": _("Item {item} is taken up; what was suspended for the one before holds again."),
    "SpeechesLimited": _("Speeches on item {item} last {minutes} minutes at most."),
    "ChairLeft": _("The meeting made the chair of {convention} leave the chair."),
    "ItemLaidAside": _("Item {item} is laid aside."),
    "ItemResumed": _("Item {item} comes next again."),
    "ItemPostponed": _("Item {item} comes after item {after}."),
    "ItemTakenOut": _("Item {item} is debated by itself."),
    "ItemBegan": _("The time of item {item} runs."),
    "GuillotineFell": _("The time set aside for the part “{section}” of the agenda is used up; its debates are over."),
    "ItemsPutOff": _("What still waits of the part “{section}” comes after everything else."),
    "RecountOrdered": _("The cards of vote {vote} are counted anew."),
    "ResultWaits": _("The result of vote {vote} takes effect at {until}, unless enough demand a recount before."),
    "ResultTookEffect": _("The result of vote {vote} is in force: nobody had it counted again in time."),
    "CountedAnew": _("Enough demanded a recount: the tellers count vote {vote} again, and its first account stays."),
    "RollCallOrdered": _("Vote {vote} is taken by name."),
    "MotionReopened": _("Motion {motion} is undecided again: the meeting reconsiders it."),
    "VoteOpened": _("Vote {vote} on {subject} is open; {entitled} may vote."),
    "CardsReported": _("{teller} counted {yes} for, {no} against, {abstain} abstaining in vote {vote}."),
    "VoteCast": _("{elector} voted in vote {vote}: {choice}."),
    "VoteDecided": _("Vote {vote}: {yes} for, {no} against, {abstain} abstaining; {required} were needed."),
    "ElectionOpened": _("Election {election} to the post {post} is open, for {seats} places."),
    "CandidateNominated": _("{candidate} is nominated in election {election}."),
    "NominationAccepted": _("{candidate} stands in election {election}."),
    "NominationSupported": _("{by} supports {candidate} in election {election}."),
    "CandidacyWithdrawn": _("{candidate} no longer stands in election {election}."),
    "VotingOpened": _("Voting in election {election} is open."),
    "PostalVotingOpened": _("Voting in election {election} is open by post until {closes}."),
    "VotingClosed": _("Voting in election {election} is closed."),
    "BallotCast": _("{voter} has voted in election {election}."),
    "SecretVotePrepared": _("Motion {motion} will be decided by secret ballot {election} of {convention}."),
    "SecretVoteOpened": _("The secret voting {election} is open for the {electors} who are present with a vote."),
    "QuestionPut": _(
        "{question} is put to ballot {election}: {electors} may vote from {voting_opens} to {voting_closes}."
    ),
    "QuestionAnswered": _(
        "Ballot {election}: {yes} for, {no} against, {blank} blank, {spoilt} spoilt; {required} were needed."
    ),
    "RecallAsked": _("{by} asks for the recall of {person} from the post {post}, as {recall}."),
    "RecallSupported": _("{by} asks for recall {recall} too."),
    "RecallSupportWithdrawn": _("{by} no longer asks for recall {recall}."),
    "RecallReached": _("Enough ask for recall {recall}; its ballot is {election}."),
    "RecallAnswered": _("The person concerned has answered recall {recall}."),
    "RecallDecided": _("Recall {recall} is decided; carried: {carried}."),
    "ElectionCounted": _("Election {election} is counted: {ballots} ballots, {spoilt} of them spoilt."),
    "ErasureRequested": _("Request {request}: the text “{slot}” of entry {entry}. Ground: {ground}."),
    "ErasureStopped": _("Request {request} goes no further: {stage}."),
    "ErasureExecuted": _("The text “{slot}” of entry {entry} is erased, by request {request}. Ground: {ground}."),
    "TextDestroyed": _("The bytes of what request {request} erased are gone."),
    "DestructionSigned": _("{by} has signed for request {request} as {post}."),
    "RequestAgreed": _("{by} agrees to request {request}."),
    "TextSealed": _("The text “{slot}” of entry {entry} is closed by order of a court, by request {request}."),
    "TextUnsealed": _("What request {request} had closed is open again."),
    "ErasureObjected": _("Request {request} meets an objection: {ground}. An appeal is open until {until}."),
    "ObjectionAppealed": _("The appeal about request {request} is due to be decided by {until}."),
    "AppealDecided": _("Whether the objection to request {request} stands: {stands}."),
    "RollCorrected": _("The roll of election {election} is another one: {person}, on the ground “{ground}”."),
    "BoardSetUp": _("The board of election {election} stands. Its fingerprint is {fingerprint}."),
    "BoardAdvanced": _("{ballots} ballots stand on the board of election {election}."),
    "BoardClosed": _("The board of election {election} takes no more ballots: {ballots} stand on it."),
    "BoardShuffled": _("{trustee} has shuffled the ballots of election {election}."),
    "BoardOpened": _("{trustee} has given a share of the key for election {election}."),
    "ResultPublished": _("Enough have opened the board of election {election}; its ballots can be counted."),
    "CoauthorInvited": _("A member is asked to be co-author of motion {motion}."),
    "CoauthorJoined": _("{person} is co-author of motion {motion}."),
    "CoauthorLeft": _("Somebody who was asked or named is not co-author of motion {motion}."),
    "MotionReferred": _("Motion {motion} refers to {to}: {reason}."),
    "ReferenceWithdrawn": _("Motion {motion} refers to {to} no longer."),
    "StatementReceived": _("Statement {statement} against motion {motion} by {by} is received."),
    "StatementWithdrawn": _("Statement {statement} is withdrawn."),
    "StatementPrinted": _("Statement {statement} is printed in issue {issue}, in place {place} beside its motion."),
    "CommentWritten": _("Comment {comment} by {by} stands under {about}."),
    "CommentWithdrawn": _("Comment {comment} is withdrawn."),
    "CommentComplainedAbout": _("The moderators owe a look at comment {comment}."),
    "CommentLeftStanding": _("Comment {comment} stands: {by} has looked."),
    "RulingMade": _("Ruling {ruling}: on {about}, under article {article}. An appeal is open until {until}."),
    "RulingSettled": _("Ruling {ruling}: {stage}."),
    "RulingOpposed": _("{by} objects to ruling {ruling}."),
    "RulingAppealedAgainst": _("The appeal against ruling {ruling} is made."),
    "RulingJudged": _("{by} says whether ruling {ruling} stands: {stands}."),
    "BoardLost": _("Too few opened the board of election {election}: {opened} of {needed}. Nobody can read it."),
}
GROUNDS = {
    "own": _("at the owner's request"),
    "key-lost": _("the key is lost"),
    "dead": _("the person is dead"),
    "minor": _("the person is a minor"),
    "court": _("order of a court"),
    "expression": _("freedom of expression and information"),
    "obligation": _("an obligation by law"),
    "health": _("public health"),
    "archive": _("archives, research or statistics"),
    "claims": _("legal claims"),
    "refused": _("an objection or a court's order stands"),
}
"""Why a text is erased, closed, or kept; the middle ones are those of GDPR art. 17(3)."""
SENTENCES = {**ACTS, **EFFECTS}
KEPT_BACK = _(
    "A teller has reported a count in vote {vote}. Its numbers are shown once the other tellers have counted."
)
KEPT_VOTE = _("Votes in vote {vote} are recorded. How each voted is shown once it is closed.")
CODES = {
    "carried": _("carried"),
    "defeated": _("defeated"),
    "taken-out": _("taken out"),
    "withdrawn": _("withdrawn"),
    "unreached": _("unreached"),
    "fallen": _("fallen"),
    "fell": _("fallen"),
    "referred": _("referred"),
    "lost": _("lost"),
    "met": _("the demand is met"),
    "upheld": _("well taken"),
    "dismissed": _("not well taken"),
    "ruled-out": _("ruled out by the chair"),
    "decided": _("decided"),
    "done": _("done"),
    "yes": _("for"),
    "no": _("against"),
    "abstain": _("abstaining"),
    "called-off": _("called off"),
    "not-opened": _("nobody opened it"),
    "meeting-not-opened": _("the close of a meeting that nobody opened"),
    "open-by-post": _("the opening of a convention by post"),
    "close-without-quorum": _("the close of a convention that had no quorum for too long"),
    "close-by-post": _("the close of a convention by post"),
    "founding-ends": _("the end of the founding"),
    "result": _("a result takes effect of which no recount was demanded in time"),
    "guillotine": _("the time of a part of the agenda is used up"),
    "rulebook-in-force": _("a rulebook comes into force"),
    "silence-admits": _("an application unanswered in time is granted"),
    "erasure-due": _("a text is erased"),
    "ruling-stands": _("a ruling stands that nobody appealed against"),
    "ruling-unjudged": _("an appeal that nobody judged is granted, and a ruling falls"),
    "overturned": _("overturned"),
    "lifted": _("taken back"),
    "lapsed": _("lapsed"),
    "objection-stands": _("an objection stands that nobody appealed against"),
    "appeal-undecided": _("an appeal that nobody decided is granted, and a text is erased"),
    **GROUNDS,
}
PEOPLE = frozenset(
    {"by", "member", "person", "applicant", "founder", "mover", "author", "candidate", "elector", "teller", "delegate",
     "voter", "handle", "trustee", "instead_of", "holder", "giver"}
)  # fmt: skip
MOMENTS = frozenset({"voting_opens", "voting_closes", "opens", "closes", "paid_until", "until", "since", "due", "held"})
CODED = frozenset({"fate", "state", "choice", "duty", "line", "ground", "stage", "why"})


def said(state: State, body: Any, at: Moment) -> str:
    """The sentence of the entry, in the reader's language."""
    kind = type(body).__name__
    kept = KEPT_VOTE if isinstance(body, CastVote | CastVotes | VoteCast) else KEPT_BACK
    told = gettext(kept if is_kept_back(state, body) else SENTENCES.get(kind, kind))
    facts = {name: in_words(state, name, getattr(body, name), at) for name in body.__struct_fields__}
    if getattr(body, "by", "") == CLOCK and told.startswith("{by}"):
        facts["by"] = gettext("The clock")
    if told.startswith("{convention}"):
        facts["convention"] = isolated(_meeting(state, body.convention, named))
    return told.format_map(facts)


def is_kept_back(state: State, body: Any) -> bool:
    """Whether pages keep a part of the entry back: a count that other tellers must not know yet, an open vote."""
    if isinstance(body, CastVote | CastVotes | VoteCast):
        vote = state.floor.votes.get(body.vote)
        return vote is not None and not vote.closed and not state.meetings.conventions[vote.convention].closed
    vote = state.floor.votes.get(body.vote) if isinstance(body, ReportCards | CardsReported) else None
    return vote is not None and not counts_are_shown(state, vote)


def in_words(state: State, name: str, value: Any, at: Moment) -> str:
    """A field of an entry as people read it."""
    for names, written in _WRITTEN:
        if name in names and value:
            return isolated(written(state, value, at))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, tuple):
        return ", ".join(in_words(state, "person", one, at) for one in value if isinstance(one, str))
    return number(value) if isinstance(value, int) else isolated(str(value))


def _meeting(state: State, number: str, called: Callable[[State, Convention], str] = in_a_sentence) -> str:
    """The meeting of this number, as people name it."""
    own = state.meetings.conventions.get(ConventionId(number))
    return called(state, own) if own is not None else number


def _code(value: str) -> str:
    """What a code stands for: a fate, a duty of the clock, a line of the timetable."""
    return gettext(CODES[value]) if value in CODES else happens(value) or value


Written = Callable[[State, Any, Moment], str]
_WRITTEN: tuple[tuple[frozenset[str], Written], ...] = (
    (PEOPLE, lambda state, value, at: actor(state, value, at)),
    (frozenset({"convention"}), lambda state, value, at: _meeting(state, value)),
    (frozenset({"alternate"}), lambda state, value, at: actor(state, value, at) if isinstance(value, str) else ""),
    (frozenset({"branch", "scope", "to"}), lambda state, value, at: branch_name(state, value)),
    (frozenset({"procedural"}), lambda state, value, at: motion_name(state, value)),
    (frozenset({"post", "body"}), lambda state, value, at: post_title(state, value)),
    (frozenset({"member_class"}), lambda state, value, at: class_title(state, value)),
    (MOMENTS, lambda state, value, at: written_moment(value)),
    (frozenset({"slot"}), lambda state, value, at: slot_name(value)),
    (frozenset({"stands"}), lambda state, value, at: gettext("no") if value == "no" else gettext("yes")),
    (CODED, lambda state, value, at: _code(value) if isinstance(value, str) else str(value)),
)
