package dev.outrigger.sensitive;

/** What a word does in a sentence that says what somebody has. A word may do several. */
enum Role {
    /** Who speaks. */
    SELF,
    /** Whose it is who speaks. */
    MINE,
    /** Somebody who was spoken of. */
    OTHER,
    /** Whose it is who was spoken of. */
    OTHERS,
    /** Somebody near: of one's family, of one's friends. */
    NEAR,
    /** Somebody who is treated. */
    PATIENT,
    /** To have. */
    HAVE,
    /** To suffer, to be told, to be treated. */
    SUFFER,
    /** To be. */
    BE,
    /** A verb that has its speaker in it. */
    SELF_VERB,
    /** What stands between a verb and what one has. */
    FILLER,
    /** What stands between who and the verb. */
    ADVERB,
    /** What makes it a question, a case, or none at all. */
    UNREAL,
    /** What makes a thing of the name that stands before it. */
    THING,
    /** Joins one name to another. */
    AND,
    /** A field of a record; the name stands behind its colon. */
    FIELD,
    /** One of many. */
    ANY,
    /** Between somebody and what they have. */
    WITH,
    /** A title before a name. */
    TITLE,
    /** Somebody of the family, called so. */
    FAMILY,
    /** Of medicine, beside an abbreviation that may be something else. */
    MEDICAL,
    /** Goes on about whom was named before a comma. */
    WHO
}
