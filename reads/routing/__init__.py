"""Where does a read go? ToHospital, ToInsurer, Held or Nowhere: types, so that no read can take two doors. Pure (spec 5.1).

Where is …?
    which door a read takes: the order of void, test, abroad, contract, self-pay, insurance; every hold; offshore, only warned of  rules
    where the reader sat at signing; which country a state alone stands for                                                        reading_place
    whether a final repeats another's images; whether the contract asks for a word that is unknown; what else routing looks up     facts
    a read's facility, payer, priority, class as the books understand the sender's word now; an unknown word                       words_of_sender
    whether two reads are one study under other words (left and right are not): held `same_study`                                  same_study
    which of two finals of one study came first and which is the second interpretation                                             second_interpretations
    the words of a hold and its remedy; which holds a person may release                                                           reasons
    which contract covers a read, and in which month                                                                               invoicing/contracts/contract_of_read
    whether a contract pays for a final, which claims ask                                                                          invoicing/closing/third_door
    the types of the doors; whom a held read would be billed to                                                                    route
"""
