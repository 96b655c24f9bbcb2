"""FHIR R4: from DiagnosticReports, alone, in Bundles or one a line, to candidate reads.

Where is …?
    which resources are reads, a laboratory's passed over and counted; a wet read's patient dropped   file
    which identifier is the accession, which coding the exam or a CPT code, by their systems          names
    accession, facility, reader, exam, modality, patient class of a DiagnosticReport; a test patient  report
    what a final's report says of patient, insurance and order                                        patient
    what bundles hold and delete, however deep; whether one is a page of several, or lacks answers    bundle
    which resource a reference means, where several servers count from 1; the newest of its versions  resource
    which JSON documents a file is made of: one, or one a line; what is too large                     documents
    the words of a report, out of its printed forms and narrative                                     narrative
    what FHIR's status comes to                                                                       reads/intake/status_evidence
"""
