package dev.trainyard.quiz.porting;

/** Why a record of a file is no question, in words for whoever has the file. */
final class MalformedRecord extends Exception {

    MalformedRecord(String reason) {
        super(reason, null, false, false);
    }
}
